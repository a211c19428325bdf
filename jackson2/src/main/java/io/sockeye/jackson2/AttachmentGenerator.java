package io.sockeye.jackson2;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.sockeye.socketio.RawJson;
import io.sockeye.socketio.json.Binaries;
import io.sockeye.socketio.json.JsonStrings;
import io.sockeye.socketio.json.ValueWriter;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Takes binary values out of what serializers write, at any depth, and writes what JavaScript would where JSON and Jackson differ: NaN and lone surrogates. */
final class AttachmentGenerator extends JsonGeneratorDelegate implements ValueWriter {
    private final ObjectWriter writer;
    private final Binaries binaries;

    AttachmentGenerator(ObjectWriter writer, Binaries binaries) throws IOException {
        super(writer.createGenerator(binaries.stream()), false);
        this.writer = writer;
        this.binaries = binaries;
    }

    @Override
    public void write(@Nullable Object value) throws IOException {
        writer.writeValue(this, value);
        flush();
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] data, int offset, int length) throws IOException {
        if (binaries.areAttached()) {
            beginValue();
            binaries.put(Binaries.part(data, offset, length));
        } else {
            delegate.writeBinary(variant, data, offset, length);
        }
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) throws IOException {
        byte[] bytes = length < 0 ? data.readAllBytes() : data.readNBytes(length);
        writeBinary(variant, bytes, 0, bytes.length);
        return bytes.length;
    }

    @Override
    public void writeEmbeddedObject(@Nullable Object object) throws IOException {
        if (object instanceof byte[] bytes) {
            writeBinary(bytes);
        } else {
            delegate.writeEmbeddedObject(object);
        }
    }

    /** Writes JSON that arrived as it is. */
    void writeJson(RawJson json) throws IOException {
        beginValue();
        binaries.putJson(json);
    }

    @Override
    public void writeString(@Nullable String text) throws IOException {
        if (text != null && JsonStrings.hasLoneSurrogate(text)) {
            beginValue();
            JsonStrings.put(binaries.sink(), text);
        } else {
            delegate.writeString(text);
        }
    }

    /** Brings the generator to where a value stands, with all that is before it in the sink. */
    private void beginValue() throws IOException {
        delegate.writeRawValue("");
        delegate.flush();
    }

    @Override
    public void writeNumber(double number) throws IOException {
        if (Double.isFinite(number)) {
            delegate.writeNumber(number);
        } else {
            delegate.writeNull();
        }
    }

    @Override
    public void writeNumber(float number) throws IOException {
        if (Float.isFinite(number)) {
            delegate.writeNumber(number);
        } else {
            delegate.writeNull();
        }
    }

    @Override
    public void writeArray(double[] array, int offset, int length) throws IOException {
        writeStartArray(array, length);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        writeEndArray();
    }
}
