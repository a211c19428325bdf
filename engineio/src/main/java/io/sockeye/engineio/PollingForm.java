package io.sockeye.engineio;

import org.jspecify.annotations.Nullable;

/**
 * How one session wants the answers to its polls.
 *
 * <pre>
 * V4        packets joined by 0x1E                        binary as "b" + base64
 * V3 text   &lt;length in UTF-16 units&gt; ":" packet, repeated  binary as "b4" + base64
 * V3 binary (00 text | 01 binary) &lt;length in bytes, a byte 0..9 per digit&gt; FF packet, repeated
 * </pre>
 */
public enum PollingForm {
    /** {@code EIO=4}. */
    V4,
    /** {@code EIO=3} of a client that can't take bytes ({@code b64=1}) or takes JSONP ({@code j=0}): always text. */
    V3_TEXT,
    /**
     * {@code EIO=3} of a client that can take bytes: binary when there is something binary to send, or text beyond ASCII, whose length the
     * clients 1.4 to 1.7 count in bytes and the clients 2.x in characters; else text.
     */
    V3_BINARY_WHEN_NEEDED,
    /** {@code EIO=3} of the clients 1.3 and older in browsers: always binary, for they can't read text. */
    V3_ALWAYS_BINARY;

    /**
     * The form for a session, by what its handshake request says.
     *
     * @param protocol the revision
     * @param base64 whether the parameter {@code b64} or {@code j} is given
     * @param cacheBuster the parameter {@code t}; the clients 1.3 and older, and only they, send {@code <milliseconds>-<counter>}
     */
    public static PollingForm of(EngineProtocol protocol, boolean base64, @Nullable String cacheBuster) {
        return switch (protocol) {
            case V4 -> V4;
            case V3 -> base64 ? V3_TEXT : isOldCacheBuster(cacheBuster) ? V3_ALWAYS_BINARY : V3_BINARY_WHEN_NEEDED;
        };
    }

    private static boolean isOldCacheBuster(@Nullable String text) {
        if (text == null) {
            return false;
        }
        int dash = digitsUntil(text, 0);
        return dash > 0
                && dash < text.length() - 1
                && text.charAt(dash) == '-'
                && digitsUntil(text, dash + 1) == text.length();
    }

    private static int digitsUntil(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
