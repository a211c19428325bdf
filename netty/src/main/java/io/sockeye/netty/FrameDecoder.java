package io.sockeye.netty;

import io.netty.buffer.ByteBuf;
import io.sockeye.engineio.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the frames of a websocket client (RFC 6455 §5.2) and puts fragments together.
 *
 * <pre>
 * FIN RSV1 RSV2 RSV3 opcode(4) | MASK length(7) | length(16 or 64) | key(32) | payload
 * </pre>
 *
 * Each call of {@link #next} gives one message or control frame; what it needs later it keeps, so the buffer that comes next begins where the one before ended.
 * Limits are checked before memory is taken.
 */
final class FrameDecoder {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] EMPTY = {};
    private static final int MAX_HEADER = 14;
    private static final int SHORT_HEADER = 6;
    private static final int MEDIUM_HEADER = 8;
    private static final int MAX_CONTROL = 125;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    /** Messages in a million tiny fragments cost far more time than bytes (CVE-2026-48779 of ws). */
    private static final int MAX_FRAGMENTS = 16 * 1024;

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final int maxMessageBytes;
    private final boolean mayCompress;
    private final ByteCollector message = new ByteCollector();

    // the header in progress, when it came in pieces
    private byte[] header = EMPTY;
    private int headerSize;

    // the frame in progress
    private boolean inPayload;
    private boolean last;
    private int opcode;
    private int key;
    private int length;
    private int position;
    private byte[] control = EMPTY;

    // the message in progress
    private boolean inMessage;
    private boolean text;
    private boolean compressed;
    private int fragments;
    private int validated;

    private int closeCode;

    FrameDecoder(int maxMessageBytes, boolean mayCompress) {
        this.maxMessageBytes = maxMessageBytes;
        this.mayCompress = mayCompress;
    }

    /** What there is to read next. After {@link Result#VIOLATION} nothing more can be read. */
    Result next(ByteBuf in) {
        while (true) {
            if (!inPayload) {
                int code = readHeader(in);
                if (code != 0) {
                    return violation(code);
                }
                if (!inPayload) {
                    return Result.NEED_MORE;
                }
            }
            int code = readPayload(in);
            if (code != 0) {
                return violation(code);
            }
            if (position < length) {
                return Result.NEED_MORE;
            }
            inPayload = false;
            if (opcode >= CLOSE) {
                return controlFrame();
            }
            if (last) {
                return endOfMessage();
            }
        }
    }

    /** The message, or the payload of the ping or pong; once. */
    byte[] takePayload() {
        return opcode >= CLOSE ? control : message.take();
    }

    /** Whether the message is text; valid UTF-8 unless it is compressed. */
    boolean isText() {
        return text;
    }

    /** Whether the message has to be inflated. */
    boolean isCompressed() {
        return compressed;
    }

    /** The code of the peer's close frame, {@link CloseCode#NONE} when it had none; or the code with which a violation has to be answered. */
    int closeCode() {
        return closeCode;
    }

    private Result violation(int code) {
        closeCode = code;
        return Result.VIOLATION;
    }

    /** Reads what there is of a header; {@code inPayload} says whether it was complete. Returns the close code of a violation, or 0. */
    private int readHeader(ByteBuf in) {
        int available = in.readableBytes();
        if (headerSize > 0 || available < SHORT_HEADER) {
            return readHeaderInPieces(in);
        }
        int at = in.readerIndex();
        int start = in.getUnsignedShort(at);
        int size = start & 0x7F;
        if (size == LENGTH_64 || size == LENGTH_16 && available < MEDIUM_HEADER) {
            return readHeaderInPieces(in);
        }
        int code = check(start >>> 8, start & 0xFF);
        if (code != 0) {
            return code;
        }
        boolean isShort = size < LENGTH_16;
        int headerBytes = isShort ? SHORT_HEADER : MEDIUM_HEADER;
        key = in.getInt(at + headerBytes - Integer.BYTES);
        in.skipBytes(headerBytes);
        return begin(isShort ? size : in.getUnsignedShort(at + Short.BYTES));
    }

    private int readHeaderInPieces(ByteBuf in) {
        if (!fillHeader(in, 2)) {
            return 0;
        }
        int code = check(header[0] & 0xFF, header[1] & 0xFF);
        if (code != 0) {
            return code;
        }
        int size = header[1] & 0x7F;
        int extra = size < LENGTH_16 ? 0 : size == LENGTH_16 ? Short.BYTES : Long.BYTES;
        if (!fillHeader(in, 2 + extra + Integer.BYTES)) {
            return 0;
        }
        headerSize = 0;
        key = (int) number(2 + extra, Integer.BYTES);
        return begin(size == LENGTH_64 ? number(2, Long.BYTES) : size == LENGTH_16 ? number(2, Short.BYTES) : size);
    }

    private boolean fillHeader(ByteBuf in, int size) {
        int missing = size - headerSize;
        if (missing > 0) {
            if (header.length == 0) {
                header = new byte[MAX_HEADER]; // few connections ever need it
            }
            int count = Math.min(missing, in.readableBytes());
            in.readBytes(header, headerSize, count);
            headerSize += count;
        }
        return headerSize >= size;
    }

    private long number(int from, int bytes) {
        long value = 0;
        for (int i = from; i < from + bytes; i++) {
            value = value << 8 | header[i] & 0xFF;
        }
        return value;
    }

    /** Whether the first two bytes of a frame are allowed here; the close code if not, else 0. */
    private int check(int first, int second) {
        int code = first & 0x0F;
        boolean fin = (first & 0x80) != 0;
        boolean rsv1 = (first & 0x40) != 0;
        boolean masked = (second & 0x80) != 0;
        boolean allowed = switch (code) {
            case CONTINUATION -> inMessage && !rsv1;
            case TEXT, BINARY -> !inMessage && (!rsv1 || mayCompress);
            case CLOSE, PING, PONG -> fin && !rsv1 && (second & 0x7F) <= MAX_CONTROL;
            default -> false;
        };
        if (!allowed || !masked || (first & 0x30) != 0) {
            return CloseCode.PROTOCOL_ERROR;
        }
        opcode = code;
        last = fin;
        if (code == TEXT || code == BINARY) {
            text = code == TEXT;
            compressed = rsv1;
        }
        return 0;
    }

    private int begin(long size) {
        if (size < 0) {
            return CloseCode.PROTOCOL_ERROR;
        }
        if (opcode >= CLOSE) {
            control = new byte[(int) size];
        } else {
            if (size > maxMessageBytes - message.size()) {
                return CloseCode.TOO_BIG;
            }
            if (++fragments > MAX_FRAGMENTS) {
                return CloseCode.POLICY;
            }
            inMessage = true;
        }
        length = (int) size;
        position = 0;
        inPayload = true;
        return 0;
    }

    private int readPayload(ByteBuf in) {
        int count = Math.min(in.readableBytes(), length - position);
        if (count == 0) {
            return 0;
        }
        int turned = Integer.rotateLeft(key, Byte.SIZE * (position & 3));
        if (opcode >= CLOSE) {
            in.readBytes(control, position, count);
            unmask(control, position, position + count, turned);
        } else {
            int from = message.size();
            message.add(in, count, length - position);
            unmask(message.array(), from, from + count, turned);
        }
        position += count;
        return isPlainText() && opcode < CLOSE ? validate() : 0;
    }

    private boolean isPlainText() {
        return text && !compressed;
    }

    private int validate() {
        validated = Utf8.validUntil(message.array(), validated, message.size());
        return validated == Utf8.INVALID ? CloseCode.INVALID_DATA : 0;
    }

    private static void unmask(byte[] bytes, int from, int to, int key) {
        long twice = Long.reverseBytes((long) key << Integer.SIZE | key & 0xFFFFFFFFL);
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ twice);
        }
        for (int shift = 24; at < to; at++, shift = shift - 8 & 31) {
            bytes[at] ^= (byte) (key >>> shift);
        }
    }

    private Result endOfMessage() {
        boolean complete = !isPlainText() || validated == message.size();
        inMessage = false;
        fragments = 0;
        validated = 0;
        return complete ? Result.MESSAGE : violation(CloseCode.INVALID_DATA);
    }

    private Result controlFrame() {
        return switch (opcode) {
            case PING -> Result.PING;
            case PONG -> Result.PONG;
            default -> closeFrame();
        };
    }

    private Result closeFrame() {
        if (length == 0) {
            closeCode = CloseCode.NONE;
            return Result.CLOSE;
        }
        if (length == 1) {
            return violation(CloseCode.PROTOCOL_ERROR);
        }
        int code = (control[0] & 0xFF) << 8 | control[1] & 0xFF;
        if (!CloseCode.isValid(code)) {
            return violation(CloseCode.PROTOCOL_ERROR);
        }
        if (Utf8.validUntil(control, 2, length) != length) {
            return violation(CloseCode.INVALID_DATA);
        }
        closeCode = code;
        return Result.CLOSE;
    }

    /** What {@link #next} found. */
    enum Result {
        /** Nothing: the buffer is empty. */
        NEED_MORE,
        /** A whole message. */
        MESSAGE,
        /** A ping. */
        PING,
        /** A pong. */
        PONG,
        /** A close frame. */
        CLOSE,
        /** Something that the protocol or a limit forbids; {@link #closeCode()} says how to answer. */
        VIOLATION
    }
}
