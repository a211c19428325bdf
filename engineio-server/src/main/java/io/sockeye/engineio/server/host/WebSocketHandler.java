package io.sockeye.engineio.server.host;

/**
 * What happens on one websocket. Calls come one at a time, on threads of the host, and don't block. {@link #onClose} is always the last one and comes exactly
 * once.
 */
public interface WebSocketHandler {
    /** The websocket is open. The first call, except when the client's handshake was faulty or the connection broke right behind it. */
    void onOpen(WebSocketConnection connection);

    /** A whole text message arrived: valid UTF-8 (the host closes with 1007 otherwise) that the handler owns. */
    void onText(byte[] utf8);

    /** A whole binary message arrived; the handler owns it. */
    void onBinary(byte[] bytes);

    /** What the host had read at once has been handed over. */
    void onReadComplete();

    /**
     * Gives what is to be sent to the sink until nothing is left or the sink is full; then {@code onDrain} is called again when there is room.
     *
     * @return a number that the host gives back to {@link #onWritten} when what was given to this sink has been written; 0 asks for no call
     */
    long onDrain(FrameSink sink);

    /** What a drain gave to its sink has been written to the socket. */
    void onWritten(long drained);

    /**
     * The websocket has ended.
     *
     * @param code the close code received, 1005 for a close frame without one, 1006 when the connection broke, or the code that this side closed with
     */
    void onClose(int code);
}
