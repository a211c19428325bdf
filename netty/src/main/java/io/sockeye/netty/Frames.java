package io.sockeye.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;

/** Writes frames of a websocket server (RFC 6455 §5.2): never masked, never fragmented. */
final class Frames {
    static final int TEXT = 0x81;
    static final int BINARY = 0x82;
    static final int CLOSE = 0x88;
    static final int PONG = 0x8A;
    /** To be added to the start of a frame whose payload is deflated. */
    static final int COMPRESSED = 0x40;

    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MAX_16 = 0xFFFF;

    private Frames() {}

    /** How long a frame is with its header. */
    static int size(int payload) {
        return payload + (payload < LENGTH_16 ? 2 : payload <= MAX_16 ? 4 : 10);
    }

    static void writeHeader(ByteBuf out, int start, int payload) {
        if (payload < LENGTH_16) {
            out.writeShort(start << 8 | payload);
        } else if (payload <= MAX_16) {
            out.writeInt(start << 24 | LENGTH_16 << 16 | payload);
        } else {
            out.writeShort(start << 8 | LENGTH_64).writeLong(payload);
        }
    }

    /** A close frame; without code and reason when the code is {@link CloseCode#NONE}. */
    static ByteBuf close(ChannelHandlerContext ctx, int code, String reason) {
        int length = code == CloseCode.NONE ? 0 : Short.BYTES + ByteBufUtil.utf8Bytes(reason);
        ByteBuf frame = ctx.alloc().directBuffer(size(length));
        writeHeader(frame, CLOSE, length);
        if (length > 0) {
            ByteBufUtil.writeUtf8(frame.writeShort(code), reason);
        }
        return frame;
    }
}
