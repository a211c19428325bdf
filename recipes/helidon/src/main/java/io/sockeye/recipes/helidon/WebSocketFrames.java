package io.sockeye.recipes.helidon;

import io.helidon.websocket.WsOpCode;
import io.sockeye.engineio.ByteSink;
import io.sockeye.engineio.server.host.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The wire form of what goes out (RFC 6455 §4.2.2 and §5.2), and the rules for what came in. */
final class WebSocketFrames {
    static final int NO_CODE = 1005;
    private static final int FINAL = 0x80;
    private static final int KEY_BYTES = 16;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;
    private static final int MAX_SHORT = 0xFFFF;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private WebSocketFrames() {}

    /** The value of {@code Sec-WebSocket-Accept}, null when the handshake of the client is faulty. */
    static @Nullable String accept(Headers request) {
        String key = request.first("Sec-WebSocket-Key");
        if (key == null || !isKey(key) || !"13".equals(request.first("Sec-WebSocket-Version"))) {
            return null;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Appends a whole frame. */
    static void put(ByteSink sink, WsOpCode code, byte[] payload) {
        sink.put(FINAL | code.code());
        int length = payload.length;
        if (length < SHORT_LENGTH) {
            sink.put(length);
        } else if (length <= MAX_SHORT) {
            sink.put(SHORT_LENGTH);
            sink.put(length >>> 8);
            sink.put(length);
        } else {
            sink.put(LONG_LENGTH);
            sink.put(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
        }
        sink.put(payload);
    }

    /** The payload of a close frame. */
    static byte[] close(int code, String reason) {
        if (code == NO_CODE) {
            return new byte[0];
        }
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Short.BYTES + text.length)
                .putShort((short) code)
                .put(text)
                .array();
    }

    /** The code in the payload of a close frame, 1005 if there is none. */
    static int closeCode(byte[] payload) throws Violation {
        if (payload.length == 0) {
            return NO_CODE;
        }
        int code = payload.length == 1 ? 0 : ByteBuffer.wrap(payload).getShort() & MAX_SHORT;
        boolean defined = code >= 1000 && code <= 1014 && code != 1004 && code != NO_CODE && code != 1006;
        if (!defined && (code < 3000 || code > 4999)) {
            throw new Violation(Violation.PROTOCOL);
        }
        checkUtf8(ByteBuffer.wrap(payload, Short.BYTES, payload.length - Short.BYTES));
        return code;
    }

    static void checkUtf8(ByteBuffer text) throws Violation {
        try {
            var unused = StandardCharsets.UTF_8.newDecoder().decode(text);
        } catch (CharacterCodingException e) {
            throw new Violation(Violation.NOT_UTF8);
        }
    }

    /** The client broke a rule. */
    static final class Violation extends Exception {
        static final int PROTOCOL = 1002;
        static final int NOT_UTF8 = 1007;
        static final int TOO_BIG = 1009;
        private static final long serialVersionUID = 1L;

        /** What to close with. */
        final int code;

        Violation(int code) {
            super("close " + code, null, false, false);
            this.code = code;
        }
    }
}
