package io.sockeye.engineio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first packet of a session, which tells the client what it has to know.
 *
 * <pre>
 * 0{"sid":"…","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
 * </pre>
 *
 * @param sid the id of the session, {@link Sid}
 * @param upgrades the transports that the client may go over to
 * @param pingIntervalMillis the time between two pings
 * @param pingTimeoutMillis how long the answer to a ping may take
 * @param maxPayload bytes that a polling payload and a websocket message may have
 */
public record OpenPacket(
        String sid, List<Transport> upgrades, long pingIntervalMillis, long pingTimeoutMillis, long maxPayload) {
    /** Copies the list. */
    public OpenPacket {
        upgrades = List.copyOf(upgrades);
    }

    /**
     * Reads the data of the packet, as a client has to: members that it doesn't know and transports that don't exist here are skipped.
     *
     * @param bytes an array that holds the JSON, without the type digit
     * @return null when it is longer than 16 KiB, isn't JSON, or lacks the sid or the times; without a limit {@code maxPayload} is {@link Long#MAX_VALUE}
     */
    public static @Nullable OpenPacket decode(byte[] bytes, int from, int to) {
        return OpenPacketReader.read(bytes, from, to);
    }

    /** The packet as it goes on the wire, type digit included. */
    public byte[] encode() {
        ByteSink sink = new ByteSink(144);
        sink.putAscii("0{\"sid\":\"");
        sink.putAscii(sid);
        sink.putAscii("\",\"upgrades\":[");
        for (int i = 0; i < upgrades.size(); i++) {
            sink.putAscii(i == 0 ? "\"" : ",\"");
            sink.putAscii(upgrades.get(i).wireName());
            sink.put('"');
        }
        sink.putAscii("],\"pingInterval\":");
        sink.putDecimal(pingIntervalMillis);
        sink.putAscii(",\"pingTimeout\":");
        sink.putDecimal(pingTimeoutMillis);
        sink.putAscii(",\"maxPayload\":");
        sink.putDecimal(maxPayload);
        sink.put('}');
        return sink.toByteArray();
    }

    /** Everything but the sid, which is a secret. */
    @Override
    public String toString() {
        return "OpenPacket[upgrades=" + upgrades + ", pingIntervalMillis=" + pingIntervalMillis + ", pingTimeoutMillis="
                + pingTimeoutMillis + ", maxPayload=" + maxPayload + "]";
    }
}
