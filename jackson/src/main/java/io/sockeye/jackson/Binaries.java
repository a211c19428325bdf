package io.sockeye.jackson;

import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonBytes;
import io.sockeye.socketio.JsonEncodeException;
import io.sockeye.socketio.RawJson;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the binary values of one packet go: into its attachments, or as base64 into the JSON where it can't have any. Not thread-safe. */
final class Binaries {
    /** Two attachments can be equal arrays; the same array is sent once. Beyond this many no client takes the packet anyway. */
    private static final int LOOKED_AT = 16;

    private final @Nullable List<byte[]> attachments;

    Binaries(@Nullable List<byte[]> attachments) {
        this.attachments = attachments;
    }

    /** Whether there may be attachments. */
    boolean areAttached() {
        return attachments != null;
    }

    /** Appends what stands for the bytes. */
    void put(ByteSink sink, byte[] bytes) {
        if (attachments == null) {
            sink.put('"');
            sink.put(Base64.getEncoder().encode(bytes));
            sink.put('"');
            return;
        }
        sink.putAscii("{\"_placeholder\":true,\"num\":");
        sink.putDecimal(attach(attachments, bytes));
        sink.put('}');
    }

    /** The number of an attachment. What refers to one array many times must not grow when it is sent on. */
    @SuppressWarnings("ReferenceEquality") // the content of two arrays may become different until it is sent
    private static int attach(List<byte[]> attachments, byte[] bytes) {
        int size = attachments.size();
        for (int i = Math.min(size, LOOKED_AT) - 1; i >= 0; i--) {
            if (attachments.get(i) == bytes) {
                return i;
            }
        }
        attachments.add(bytes);
        return size;
    }

    /** Appends JSON that arrived, its placeholders renumbered. */
    void putJson(ByteSink sink, RawJson json) {
        int from = json.from();
        if (!json.attachments().isEmpty()) {
            from = putRenumbered(sink, json);
        }
        sink.put(json.bytes(), from, json.to() - from);
    }

    /** Appends all up to the last placeholder, and says where that ends. */
    private int putRenumbered(ByteSink sink, RawJson json) {
        byte[] bytes = json.bytes();
        Placeholder placeholder =
                new Placeholder(bytes, json.to(), json.attachments().size());
        int from = json.from();
        for (int at = from; at < json.to(); at++) {
            if (bytes[at] == '"') {
                at = JsonBytes.stringEnd(bytes, at + 1, json.to());
            } else if (bytes[at] == '{') {
                int number = placeholder.read(at + 1);
                if (number == Placeholder.MALFORMED) {
                    throw new JsonEncodeException("JSON with a placeholder of no attachment");
                }
                if (number != Placeholder.NONE) {
                    sink.put(bytes, from, at - from);
                    put(sink, json.attachments().get(number));
                    from = placeholder.end();
                    at = from - 1;
                }
            }
        }
        return from;
    }

    /** The bytes between position and limit, which stay as they are; without a copy where that is possible. */
    static byte[] bytesOf(ByteBuffer buffer) {
        if (buffer.hasArray()) {
            int from = buffer.arrayOffset() + buffer.position();
            return part(buffer.array(), from, buffer.remaining());
        }
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
    }

    static byte[] part(byte[] bytes, int from, int length) {
        return from == 0 && length == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, from + length);
    }
}
