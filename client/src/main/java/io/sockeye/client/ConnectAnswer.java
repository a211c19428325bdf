package io.sockeye.client;

import io.sockeye.socketio.JsonBindException;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.RawJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server puts into CONNECT: {@code {"sid":…,"pid":…}}. */
record ConnectAnswer(@Nullable String sid, @Nullable String pid) {
    /** An answer without a sid comes from a server of Socket.IO 2. */
    static ConnectAnswer of(@Nullable RawJson data, JsonCodec json) {
        if (data == null) {
            return new ConnectAnswer(null, null);
        }
        try {
            Map<?, ?> values = json.read(data, Map.class);
            return new ConnectAnswer(text(values.get("sid")), text(values.get("pid")));
        } catch (JsonBindException e) {
            return new ConnectAnswer(null, null);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    /** The pid is a secret. */
    @Override
    public String toString() {
        return "ConnectAnswer[" + sid + "]";
    }
}
