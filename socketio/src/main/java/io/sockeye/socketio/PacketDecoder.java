package io.sockeye.socketio;

/** Puts the messages of one connection together to packets. Stateful, one a connection, one call at a time; linear in the size of its input. */
public interface PacketDecoder {
    /** A text message. The array is not copied: packets point into it. */
    Decoded text(byte[] utf8, int from, int to);

    /** A binary message. */
    Decoded binary(byte[] bytes, int from, int to);

    /** Bytes held for a packet that isn't complete, what counts against a budget. */
    int bytesHeld();
}
