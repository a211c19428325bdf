package io.sockeye.engineio.client.transport;

import java.net.http.HttpClient;

/**
 * An HTTP client, shared by many connections. Thread-safe, and nothing in it blocks.
 *
 * <p>It speaks HTTP/1.1 and never offers another: Node.js answers the offer of HTTP/2 on a plain connection with 400. It follows no redirects, keeps no cookies
 * and refuses certificates that it can't verify, unless it was made otherwise.
 */
public interface ClientTransport {
    /** The default transport, on a client that stays its owner's: requests force HTTP/1.1 by themselves. */
    static ClientTransport of(HttpClient client) {
        return new JdkTransport(client);
    }

    /** Starts a request. */
    Cancellable request(HttpCall call, HttpHandler handler);

    /** Opens a websocket. */
    Cancellable open(WebSocketCall call, WebSocketHandler handler);
}
