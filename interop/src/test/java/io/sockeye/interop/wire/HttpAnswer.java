package io.sockeye.interop.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came back for one HTTP request.
 *
 * @param status for example 200
 * @param headers without regard to case; several of one name are joined by {@code ", "}
 * @param body without its framing
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** A header field, null when it isn't there. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** Status and body in one, to compare both at once. */
    @Override
    public String toString() {
        return body.length == 0 ? Integer.toString(status) : status + " " + text();
    }
}
