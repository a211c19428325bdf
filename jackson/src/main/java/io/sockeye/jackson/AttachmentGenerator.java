package io.sockeye.jackson;

import io.sockeye.socketio.RawJson;
import io.sockeye.socketio.json.Binaries;
import io.sockeye.socketio.json.JsonStrings;
import io.sockeye.socketio.json.ValueWriter;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.util.JsonGeneratorDelegate;

/** Takes binary values out of what serializers write, at any depth, and writes what JavaScript would where JSON and Jackson differ: NaN and lone surrogates. */
final class AttachmentGenerator extends JsonGeneratorDelegate implements ValueWriter {
    private final Binaries binaries;

    /** @param generator writes to the packet's sink */
    AttachmentGenerator(JsonGenerator generator, Binaries binaries) {
        super(generator, false);
        this.binaries = binaries;
    }

    @Override
    public void write(@Nullable Object value) {
        writePOJO(value);
        flush();
    }

    @Override
    public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
        if (binaries.areAttached()) {
            beginValue();
            binaries.put(Binaries.part(data, offset, length));
        } else {
            delegate.writeBinary(variant, data, offset, length);
        }
        return this;
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) {
        try {
            byte[] bytes = length < 0 ? data.readAllBytes() : data.readNBytes(length);
            writeBinary(variant, bytes, 0, bytes.length);
            return bytes.length;
        } catch (IOException e) {
            throw JacksonIOException.construct(e, this);
        }
    }

    @Override
    public JsonGenerator writeEmbeddedObject(@Nullable Object object) {
        if (object instanceof byte[] bytes) {
            return writeBinary(bytes);
        }
        delegate.writeEmbeddedObject(object);
        return this;
    }

    /** Writes JSON that arrived as it is. */
    void writeJson(RawJson json) {
        beginValue();
        binaries.putJson(json);
    }

    @Override
    public JsonGenerator writeString(@Nullable String text) {
        if (text != null && JsonStrings.hasLoneSurrogate(text)) {
            beginValue();
            JsonStrings.put(binaries.sink(), text);
        } else {
            delegate.writeString(text);
        }
        return this;
    }

    /** Brings the generator to where a value stands, with all that is before it in the sink. */
    private void beginValue() {
        delegate.writeRawValue("");
        delegate.flush();
    }

    @Override
    public JsonGenerator writeNumber(double number) {
        return Double.isFinite(number) ? super.writeNumber(number) : writeNull();
    }

    @Override
    public JsonGenerator writeNumber(float number) {
        return Float.isFinite(number) ? super.writeNumber(number) : writeNull();
    }

    @Override
    public JsonGenerator writeArray(double[] array, int offset, int length) {
        writeStartArray(array, length);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        return writeEndArray();
    }
}
