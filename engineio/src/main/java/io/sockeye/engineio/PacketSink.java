package io.sockeye.engineio;

/**
 * Where decoders put packets, in the order of the wire. The receiver may keep the arrays: nobody changes them. Called on the thread that
 * decodes.
 */
public interface PacketSink {
    /**
     * A packet in text.
     *
     * @param type its type
     * @param bytes an array that holds its data, valid UTF-8
     * @param from where the data begins, behind the type digit
     * @param to where it ends
     * @return whether to go on; false when the session has been closed meanwhile
     */
    boolean packet(PacketType type, byte[] bytes, int from, int to);

    /**
     * A binary packet, always a message, without type byte; the data is {@code bytes[from..to)}.
     *
     * @return whether to go on; false when the session has been closed meanwhile
     */
    boolean binary(byte[] bytes, int from, int to);
}
