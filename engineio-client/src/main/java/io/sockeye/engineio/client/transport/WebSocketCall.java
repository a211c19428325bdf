package io.sockeye.engineio.client.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A websocket to open.
 *
 * @param uri where to, {@code ws} or {@code wss}
 * @param headers a value by name
 * @param openTimeout how long it may take to open
 * @param maxMessageBytes how large a message of the server may be; checked before memory is taken for it
 */
public record WebSocketCall(URI uri, Map<String, String> headers, Duration openTimeout, int maxMessageBytes) {
    /** Copies the headers. */
    public WebSocketCall {
        headers = Map.copyOf(headers);
    }

    /** Nothing of what is secret. */
    @Override
    public String toString() {
        return "WebSocketCall[max " + maxMessageBytes + " bytes]";
    }
}
