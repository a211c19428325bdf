package io.sockeye.interop.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A websocket frame of the server.
 *
 * @param start its first byte: FIN, RSV and opcode
 * @param payload what it carries
 */
public record Frame(int start, byte[] payload) {
    /** FIN and opcode of a text message. */
    public static final int TEXT = 0x81;

    /** FIN and opcode of a binary message. */
    public static final int BINARY = 0x82;

    /** FIN and opcode of a close frame. */
    public static final int CLOSE = 0x88;

    /** FIN and opcode of a ping. */
    public static final int PING = 0x89;

    /** FIN and opcode of a pong. */
    public static final int PONG = 0x8A;

    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MASKED = 0x80;
    private static final byte[] KEY = {0x12, (byte) 0xE4, 0x5A, (byte) 0x81};

    /** The payload as text. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** The code of a close frame, 1005 when it has none. */
    public int closeCode() {
        return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }

    /** The bytes of a client's frame, which is masked. */
    public static byte[] masked(int start, byte[] payload) {
        byte[] frame = header(start, payload.length, payload.length);
        int from = frame.length - payload.length;
        for (int i = 0; i < payload.length; i++) {
            frame[from + i] = (byte) (payload[i] ^ KEY[i & 3]);
        }
        return frame;
    }

    /** The bytes of a client's frame, which is masked. */
    public static byte[] masked(int start, String text) {
        return masked(start, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The header of a client's frame that announces {@code length} bytes. */
    public static byte[] header(int start, long length) {
        return header(start, length, 0);
    }

    private static byte[] header(int start, long length, int room) {
        ByteBuffer out = ByteBuffer.allocate(14 + room);
        out.put((byte) start);
        if (length < LENGTH_16) {
            out.put((byte) (MASKED | (int) length));
        } else if (length < 1 << Short.SIZE) {
            out.put((byte) (MASKED | LENGTH_16)).putShort((short) length);
        } else {
            out.put((byte) (MASKED | LENGTH_64)).putLong(length);
        }
        out.put(KEY);
        byte[] frame = new byte[out.position() + room];
        out.flip().get(frame, 0, frame.length - room);
        return frame;
    }
}
