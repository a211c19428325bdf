package io.sockeye.socketio;

/** The first digit of a packet's text is the ordinal of its type (§2.1 of the reference behaviour). */
enum PacketType {
    CONNECT,
    DISCONNECT,
    EVENT,
    ACK,
    CONNECT_ERROR,
    BINARY_EVENT,
    BINARY_ACK;

    private static final PacketType[] BY_DIGIT = values();

    char digit() {
        return (char) ('0' + ordinal());
    }

    /** Whether attachments follow. */
    boolean binary() {
        return this == BINARY_EVENT || this == BINARY_ACK;
    }

    /** The type of the same packet when attachments follow. */
    PacketType withAttachments() {
        return switch (this) {
            case EVENT -> BINARY_EVENT;
            case ACK -> BINARY_ACK;
            case CONNECT, DISCONNECT, CONNECT_ERROR, BINARY_EVENT, BINARY_ACK -> this;
        };
    }

    /** The type of {@code 0…6}; the caller has checked the range. */
    static PacketType of(int number) {
        return BY_DIGIT[number];
    }
}
