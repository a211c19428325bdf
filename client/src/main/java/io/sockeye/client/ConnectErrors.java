package io.sockeye.client;

import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.Packet;
import io.sockeye.socketio.RawJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads CONNECT_ERROR: {@code {"message":…,"data":…}}, {@code {"message":…}}, a bare string (protocol 4, and python-socketio for unknown namespaces), or anything else, which
 * is all data then.
 */
final class ConnectErrors {
    private static final String NO_MESSAGE = "connection refused";

    private ConnectErrors() {}

    static ConnectError of(Packet.ConnectError packet, JsonCodec json) {
        RawJson raw = packet.data();
        if (raw == null) {
            return ConnectError.refusal(packet.namespace(), NO_MESSAGE, null, json);
        }
        json.validate(raw);
        if (raw.bytes()[raw.from()] == '"') {
            return ConnectError.refusal(packet.namespace(), json.read(raw, String.class), raw, json);
        }
        Map<?, ?> values = json.read(raw, Map.class);
        return values.get("message") instanceof String message
                ? ConnectError.refusal(packet.namespace(), message, written(values.get("data"), json), json)
                : ConnectError.refusal(packet.namespace(), NO_MESSAGE, raw, json);
    }

    private static @Nullable RawJson written(@Nullable Object data, JsonCodec json) {
        if (data == null) {
            return null;
        }
        ByteSink sink = new ByteSink(64);
        json.writeValue(sink, data);
        return new RawJson(sink.toByteArray(), 0, sink.size(), List.of());
    }
}
