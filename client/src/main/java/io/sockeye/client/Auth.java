package io.sockeye.client;

import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.RawJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends with CONNECT.
 *
 * @param json an object; null for none
 * @param query the same for servers 2.x, {@code ?token=…}; empty for none
 */
record Auth(@Nullable RawJson json, String query) {
    static final Auth NONE = new Auth(null, "");

    /** Writes what the user gave. */
    static Auth of(@Nullable Object value, JsonCodec codec) {
        if (value == null) {
            return NONE;
        }
        ByteSink sink = new ByteSink(64);
        codec.writeValue(sink, value);
        byte[] bytes = sink.toByteArray();
        if (sink.size() < 2 || bytes[0] != '{') {
            throw new IllegalArgumentException("auth must be written as a JSON object, unlike "
                    + value.getClass().getName());
        }
        return new Auth(new RawJson(bytes, 0, sink.size(), List.of()), query(value));
    }

    private static String query(Object value) {
        if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
            return "";
        }
        return map.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(@Nullable Object value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** With what restores the state of a connection. It comes first, so that the user's own values of these names win. */
    @Nullable
    RawJson with(@Nullable String pid, @Nullable String offset, JsonCodec codec) {
        if (pid == null) {
            return json;
        }
        ByteSink sink = new ByteSink(128);
        sink.putAscii("{\"pid\":");
        codec.writeValue(sink, pid);
        if (offset != null) {
            sink.putAscii(",\"offset\":");
            codec.writeValue(sink, offset);
        }
        if (json != null && json.to() - json.from() > 2) {
            sink.put(',');
            sink.put(json.bytes(), json.from() + 1, json.to() - json.from() - 1);
        } else {
            sink.put('}');
        }
        return new RawJson(sink.toByteArray(), 0, sink.size(), List.of());
    }

    /** Never the content. */
    @Override
    public String toString() {
        return "Auth[" + (json == null ? "none" : "given") + "]";
    }
}
