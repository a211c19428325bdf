package io.sockeye.netty;

/** Close codes of websockets (RFC 6455 §7.4). */
final class CloseCode {
    static final int PROTOCOL_ERROR = 1002;
    static final int NONE = 1005;
    static final int ABNORMAL = 1006;
    static final int INVALID_DATA = 1007;
    static final int POLICY = 1008;
    static final int TOO_BIG = 1009;

    private static final int FIRST = 1000;
    private static final int FIRST_RESERVED = 1004;
    private static final int LAST_OF_PROTOCOL = 1014;
    private static final int FIRST_OF_APPLICATIONS = 3000;
    private static final int LAST = 4999;

    private CloseCode() {}

    /** Whether a peer may send it. */
    static boolean isValid(int code) {
        return code >= FIRST && code < FIRST_RESERVED
                || code >= INVALID_DATA && code <= LAST_OF_PROTOCOL
                || code >= FIRST_OF_APPLICATIONS && code <= LAST;
    }
}
