package io.sockeye.engineio.client.transport;

/**
 * What is told of one websocket: {@code onOpen}, messages in order, and at the end one of {@code onClose} and {@code onFailure}; only {@code onFailure} when it
 * could not be opened. One call at a time, on threads of the transport that must not be held.
 */
public interface WebSocketHandler {
    /** It is open. */
    void onOpen(ClientWebSocket webSocket);

    /** A whole text message arrived, in valid UTF-8 that the handler owns from now on. */
    void onText(byte[] utf8);

    /** A whole binary message arrived, which the handler owns from now on. */
    void onBinary(byte[] bytes);

    /**
     * The server closed it, or answered a close.
     *
     * @param code the status of the closing handshake, 1000 and so on; 1005 without one
     * @param reason the words of the server, perhaps empty
     */
    void onClose(int code, String reason);

    /** It could not be opened, or broke. */
    void onFailure(TransportException cause);
}
