package io.sockeye.jackson2;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.sockeye.socketio.RawJson;
import java.io.IOException;

/** Writes JSON that arrived without a look at it, wherever it is put: alone, into a list, into a record. */
final class RawJsonSerializer extends StdSerializer<RawJson> {
    private static final long serialVersionUID = 1L;

    private RawJsonSerializer() {
        super(RawJson.class);
    }

    static Module module() {
        return new SimpleModule("sockeye").addSerializer(new RawJsonSerializer());
    }

    @Override
    public void serialize(RawJson value, JsonGenerator generator, SerializerProvider provider) throws IOException {
        if (generator instanceof AttachmentGenerator attaching) {
            attaching.writeJson(value);
        } else {
            generator.writeRawValue(new String(value.bytes(), value.from(), value.to() - value.from(), UTF_8));
        }
    }
}
