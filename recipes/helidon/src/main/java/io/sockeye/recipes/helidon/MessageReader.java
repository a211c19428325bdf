package io.sockeye.recipes.helidon;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.websocket.ClientWsFrame;
import io.helidon.websocket.WsCloseException;
import io.helidon.websocket.WsOpCode;
import io.sockeye.recipes.helidon.WebSocketFrames.Violation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Puts messages together from the frames that Helidon reads. On the thread of the connection only. */
final class MessageReader {
    private static final int MAX_CONTROL_BYTES = 125;

    private final ConnectionContext connection;
    private final int maxBytes;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private @Nullable WsOpCode begunWith;

    MessageReader(ConnectionContext connection, int maxBytes) {
        this.connection = connection;
        this.maxBytes = maxBytes;
    }

    /** A whole message, or a control frame. Throws what Helidon throws when the connection has ended. */
    Message next() throws Violation {
        while (true) {
            ClientWsFrame frame = frame();
            byte[] payload = bytes(frame.payloadData());
            switch (frame.opCode()) {
                case PING, PONG, CLOSE -> {
                    if (!frame.fin() || payload.length > MAX_CONTROL_BYTES) {
                        throw new Violation(Violation.PROTOCOL);
                    }
                    return new Message(frame.opCode(), payload);
                }
                case TEXT, BINARY, CONTINUATION -> {
                    Message message = add(frame.opCode(), payload, frame.fin());
                    if (message != null) {
                        return message;
                    }
                }
            }
        }
    }

    private ClientWsFrame frame() throws Violation {
        try {
            return ClientWsFrame.read(
                    connection, connection.dataReader(), Math.max(maxBytes - begun.size(), MAX_CONTROL_BYTES));
        } catch (WsCloseException e) {
            throw new Violation(e.closeCode());
        } catch (IllegalArgumentException e) { // an unknown opcode
            throw new Violation(Violation.PROTOCOL);
        }
    }

    private @Nullable Message add(WsOpCode code, byte[] payload, boolean last) throws Violation {
        boolean continues = code == WsOpCode.CONTINUATION;
        if (continues != (begunWith != null)) {
            throw new Violation(Violation.PROTOCOL);
        }
        if (payload.length > maxBytes - begun.size()) {
            throw new Violation(Violation.TOO_BIG);
        }
        WsOpCode kind = begunWith == null ? code : begunWith;
        if (last && !continues) {
            return message(kind, payload);
        }
        begun.writeBytes(payload);
        begunWith = last ? null : kind;
        if (!last) {
            return null;
        }
        byte[] whole = begun.toByteArray();
        begun.reset();
        return message(kind, whole);
    }

    private static Message message(WsOpCode kind, byte[] payload) throws Violation {
        if (kind == WsOpCode.TEXT) {
            WebSocketFrames.checkUtf8(ByteBuffer.wrap(payload));
        }
        return new Message(kind, payload);
    }

    private static byte[] bytes(BufferData data) {
        byte[] bytes = new byte[data.available()];
        var unused = data.read(bytes);
        return bytes;
    }

    /** A whole message, or a control frame. */
    record Message(WsOpCode kind, byte[] payload) {}
}
