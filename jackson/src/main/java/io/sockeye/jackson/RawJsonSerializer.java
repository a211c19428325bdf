package io.sockeye.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sockeye.socketio.RawJson;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes JSON that arrived without a look at it, wherever it is put: alone, into a list, into a record. */
final class RawJsonSerializer extends StdSerializer<RawJson> {
    private RawJsonSerializer() {
        super(RawJson.class);
    }

    static JacksonModule module() {
        return new SimpleModule("sockeye").addSerializer(new RawJsonSerializer());
    }

    @Override
    public void serialize(RawJson value, JsonGenerator generator, SerializationContext context) {
        if (generator instanceof AttachmentGenerator attaching) {
            attaching.writeJson(value);
        } else {
            generator.writeRawValue(new String(value.bytes(), value.from(), value.to() - value.from(), UTF_8));
        }
    }
}
