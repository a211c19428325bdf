package io.sockeye.engineio;

import org.jspecify.annotations.Nullable;

/**
 * The type of an Engine.IO packet; in text its digit is the first character, {@code 4hello}.
 *
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/#packet-types">the protocol</a>
 */
public enum PacketType {
    /** {@code 0}, the handshake data of the server. */
    OPEN,
    /** {@code 1}, closes the transport. */
    CLOSE,
    /** {@code 2}, by the server in revision 4, by the client in revision 3. */
    PING,
    /** {@code 3}, answers a ping. */
    PONG,
    /** {@code 4}, carries data of the layer above. */
    MESSAGE,
    /** {@code 5}, ends an upgrade. */
    UPGRADE,
    /** {@code 6}, answers a poll that has to end. */
    NOOP;

    private static final PacketType[] TYPES = values();

    /** The ASCII digit on the wire, {@code '0'} to {@code '6'}. */
    public byte digit() {
        return (byte) ('0' + ordinal());
    }

    /** The type of an ASCII digit, null when there is none. */
    public static @Nullable PacketType ofDigit(byte digit) {
        int number = digit - '0';
        return number >= 0 && number < TYPES.length ? TYPES[number] : null;
    }
}
