package io.sockeye.engineio.server;

/** Checks text that goes into header fields. */
final class HeaderText {
    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

    private HeaderText() {}

    /** Visible ASCII and spaces only. */
    static String checked(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                throw new IllegalArgumentException(
                        what + ": the character at index " + i + " may not stand in a header");
            }
        }
        return text;
    }

    /** A token of RFC 9110 §5.6.2. */
    static String checkedToken(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(what + ": it can't be empty");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && TOKEN_SYMBOLS.indexOf(c) < 0) {
                throw new IllegalArgumentException(
                        what + ": the character at index " + i + " may not stand in a token");
            }
        }
        return text;
    }

    /** Whether a received value has a character that may not stand in a header: control characters, and what isn't ISO 8859-1. */
    static boolean isIllegal(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F || c > 0xFF) {
                return true;
            }
        }
        return false;
    }
}
