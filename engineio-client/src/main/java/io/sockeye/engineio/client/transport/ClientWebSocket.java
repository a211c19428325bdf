package io.sockeye.engineio.client.transport;

import io.sockeye.engineio.WebSocketFrame;
import java.util.concurrent.CompletionStage;

/** One websocket, open. Thread-safe. */
public interface ClientWebSocket {
    /**
     * Sends a message. The next one may be sent when this one has been.
     *
     * @return completes when the message has left, exceptionally when it can't; on any thread
     */
    CompletionStage<?> send(WebSocketFrame message);

    /** Lets so many more messages of the server come; none comes unasked. */
    void request(int messages);

    /** Closes with status 1000; {@link WebSocketHandler#onClose} follows when the server has answered. Not while a message is being sent. */
    void close();

    /** Cuts the connection at once; nothing follows. */
    void abort();
}
