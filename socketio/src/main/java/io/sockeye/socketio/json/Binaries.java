package io.sockeye.socketio.json;

import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonEncodeException;
import io.sockeye.socketio.RawJson;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One packet that is written: its JSON goes to a sink, its binary values into the attachments, or as base64 into the JSON where it can't have any. Not thread-safe. */
public final class Binaries {
    /** Two attachments can be equal arrays; the same array is sent once. Beyond this many no client takes the packet anyway. */
    private static final int LOOKED_AT = 16;

    private final ByteSink sink;
    private final @Nullable List<byte[]> attachments;

    Binaries(ByteSink sink, @Nullable List<byte[]> attachments) {
        this.sink = sink;
        this.attachments = attachments;
    }

    /** Where the JSON goes. */
    public ByteSink sink() {
        return sink;
    }

    /** The sink as the stream that libraries want. */
    public OutputStream stream() {
        return new SinkStream(sink);
    }

    /** Whether there may be attachments. */
    public boolean areAttached() {
        return attachments != null;
    }

    /** Appends what stands for the bytes, which aren't copied. */
    public void put(byte[] bytes) {
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
    public void putJson(RawJson json) {
        int from = json.from();
        if (!json.attachments().isEmpty()) {
            from = putRenumbered(json);
        }
        sink.put(json.bytes(), from, json.to() - from);
    }

    /** Appends all up to the last placeholder, and says where that ends. */
    private int putRenumbered(RawJson json) {
        Placeholder placeholder = new Placeholder(json);
        int from = json.from();
        int number = placeholder.find(from);
        while (number >= 0) {
            sink.put(json.bytes(), from, placeholder.start() - from);
            put(json.attachments().get(number));
            from = placeholder.end();
            number = placeholder.find(from);
        }
        if (number == Placeholder.MALFORMED) {
            throw new JsonEncodeException("JSON with a placeholder of no attachment");
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

    /** A part of an array; the array itself where that is all of it. */
    public static byte[] part(byte[] bytes, int from, int length) {
        return from == 0 && length == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, from + length);
    }
}
