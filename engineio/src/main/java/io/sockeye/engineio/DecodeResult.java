package io.sockeye.engineio;

/** What became of decoding: a value, for bad input from a peer is nobody's exception. */
public enum DecodeResult {
    /** Everything was decoded and delivered. */
    OK(""),
    /** The sink asked to stop. */
    STOPPED(""),
    /** A payload of no bytes. */
    EMPTY_PAYLOAD("empty payload"),
    /** A packet without a type. */
    EMPTY_PACKET("empty packet"),
    /** A type that doesn't exist, or not for binary data. */
    UNKNOWN_TYPE("unknown packet type"),
    /** Text that isn't UTF-8. */
    INVALID_UTF8("invalid UTF-8"),
    /** Base64 that isn't. */
    INVALID_BASE64("invalid base64"),
    /** A length of something else than digits, or that doesn't end. */
    INVALID_LENGTH("invalid packet length"),
    /** A length beyond the end of the payload, or inside a character. */
    LENGTH_MISMATCH("packet length beyond the payload"),
    /** A packet of a binary payload that is neither text nor binary. */
    INVALID_MARKER("invalid packet marker"),
    /** A binary payload in revision 4, which has none. */
    UNEXPECTED_BINARY("binary payload");

    private final String text;

    DecodeResult(String text) {
        this.text = text;
    }

    /** Whether the peer broke the protocol; what came before the bad packet has been delivered. */
    public boolean isError() {
        return this != OK && this != STOPPED;
    }

    /** What is wrong, for people; empty when nothing is. */
    public String text() {
        return text;
    }
}
