package io.sockeye.socketio;

/** What a decoder makes of one more message: a packet, the wish for more, or the end. */
public sealed interface Decoded permits Packet, Decoded.NeedMore, Decoded.ProtocolError {
    /** The header was fine, attachments are awaited. */
    enum NeedMore implements Decoded {
        /** There is only one. */
        INSTANCE
    }

    /**
     * It isn't Socket.IO; the connection has to be closed and the decoder not to be used again.
     *
     * @param reason what is wrong, without payload
     */
    record ProtocolError(String reason) implements Decoded {}
}
