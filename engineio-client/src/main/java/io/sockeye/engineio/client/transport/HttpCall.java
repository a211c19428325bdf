package io.sockeye.engineio.client.transport;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request over HTTP/1.1.
 *
 * @param uri where to, {@code http} or {@code https}
 * @param headers a value by name
 * @param body what is posted; null for a GET
 * @param maxResponseBytes how large the body of the answer may be; checked before memory is taken for it
 */
public record HttpCall(URI uri, Map<String, String> headers, byte @Nullable [] body, int maxResponseBytes) {
    /** Copies the headers. */
    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /** Method and size, without what is secret. */
    @Override
    public String toString() {
        byte[] bytes = body;
        return bytes == null ? "HttpCall[GET]" : "HttpCall[POST, " + bytes.length + " bytes]";
    }
}
