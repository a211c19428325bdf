package io.sockeye.engineio;

/** Decodes websocket messages; each is one packet ({@link WebSocketForm} draws it). What is sent is made by {@link EncodedMessage#frames}. */
public final class WebSocketCodec {
    private WebSocketCodec() {}

    /**
     * Decodes a text message.
     *
     * @param message valid UTF-8, as whoever reads the websocket has to check; the sink may keep it
     */
    public static DecodeResult text(EngineProtocol protocol, byte[] message, PacketSink sink) {
        return Packets.validText(message, 0, message.length, protocol, sink);
    }

    /** Decodes a binary message, which the sink may keep. */
    public static DecodeResult binary(EngineProtocol protocol, byte[] message, PacketSink sink) {
        return switch (protocol) {
            case V4 -> sink.binary(message, 0, message.length) ? DecodeResult.OK : DecodeResult.STOPPED;
            case V3 -> Packets.typedBinary(message, 0, message.length, sink);
        };
    }
}
