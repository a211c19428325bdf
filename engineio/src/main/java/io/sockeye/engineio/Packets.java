package io.sockeye.engineio;

import java.nio.ByteBuffer;
import java.util.Base64;

/** Decodes single packets. */
final class Packets {
    private static final byte BINARY_MESSAGE = 4;

    private Packets() {}

    /** {@code 4hello}, or binary as {@code b<base64>} in revision 4 and {@code b4<base64>} in revision 3; checks that it is UTF-8. */
    static DecodeResult text(byte[] bytes, int from, int to, EngineProtocol protocol, PacketSink sink) {
        if (from < to && bytes[from] != 'b' && !Utf8.isValid(bytes, from, to)) {
            return DecodeResult.INVALID_UTF8;
        }
        return validText(bytes, from, to, protocol, sink);
    }

    /** As {@link #text} for bytes that are known to be UTF-8. */
    static DecodeResult validText(byte[] bytes, int from, int to, EngineProtocol protocol, PacketSink sink) {
        if (from == to) {
            return DecodeResult.EMPTY_PACKET;
        }
        if (bytes[from] == 'b') {
            return base64(bytes, from + 1, to, protocol, sink);
        }
        PacketType type = PacketType.ofDigit(bytes[from]);
        if (type == null) {
            return DecodeResult.UNKNOWN_TYPE;
        }
        return sink.packet(type, bytes, from + 1, to) ? DecodeResult.OK : DecodeResult.STOPPED;
    }

    /** Binary data of revision 3: the type in its first byte, always 4. */
    static DecodeResult typedBinary(byte[] bytes, int from, int to, PacketSink sink) {
        if (from == to) {
            return DecodeResult.EMPTY_PACKET;
        }
        if (bytes[from] != BINARY_MESSAGE) {
            return DecodeResult.UNKNOWN_TYPE;
        }
        return sink.binary(bytes, from + 1, to) ? DecodeResult.OK : DecodeResult.STOPPED;
    }

    private static DecodeResult base64(byte[] bytes, int from, int to, EngineProtocol protocol, PacketSink sink) {
        int data = from;
        if (protocol == EngineProtocol.V3) {
            if (from == to) {
                return DecodeResult.EMPTY_PACKET;
            }
            if (bytes[from] != PacketType.MESSAGE.digit()) {
                return DecodeResult.UNKNOWN_TYPE;
            }
            data++;
        }
        ByteBuffer decoded;
        try {
            decoded = Base64.getDecoder().decode(ByteBuffer.wrap(bytes, data, to - data));
        } catch (IllegalArgumentException e) {
            return DecodeResult.INVALID_BASE64;
        }
        return sink.binary(decoded.array(), 0, decoded.limit()) ? DecodeResult.OK : DecodeResult.STOPPED;
    }
}
