package io.sockeye.jackson2;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import io.sockeye.socketio.RawJson;
import io.sockeye.socketio.json.Placeholder;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Shows each placeholder as one embedded {@code byte[]} token, so that deserializers bind attachments as they would bind binary data of any format. Only packets with
 * attachments are read through it.
 */
final class AttachmentParser extends JsonParserDelegate {
    private final Placeholder placeholder;
    private byte @Nullable [] attachment;

    AttachmentParser(JsonParser parser, RawJson json) {
        super(parser);
        this.placeholder = new Placeholder(json);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        attachment = null;
        JsonToken token = delegate.nextToken();
        if (token == JsonToken.START_OBJECT) {
            attachment = placeholder.attachmentAt(delegate.currentLocation().getByteOffset());
            if (attachment != null) {
                delegate.skipChildren();
                return JsonToken.VALUE_EMBEDDED_OBJECT;
            }
        }
        return token;
    }

    @Override
    public @Nullable JsonToken nextValue() throws IOException {
        JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    @Override
    public @Nullable JsonToken currentToken() {
        return attachment == null ? delegate.currentToken() : JsonToken.VALUE_EMBEDDED_OBJECT;
    }

    @Override
    @Deprecated // by Jackson, and still called by it
    public @Nullable JsonToken getCurrentToken() {
        return currentToken();
    }

    @Override
    public int currentTokenId() {
        return attachment == null ? delegate.currentTokenId() : JsonToken.VALUE_EMBEDDED_OBJECT.id();
    }

    @Override
    @Deprecated // as above
    public int getCurrentTokenId() {
        return currentTokenId();
    }

    @Override
    public boolean hasCurrentToken() {
        return currentToken() != null;
    }

    @Override
    public boolean hasTokenId(int id) {
        return currentTokenId() == id;
    }

    @Override
    public boolean hasToken(JsonToken token) {
        return currentToken() == token;
    }

    @Override
    public void clearCurrentToken() {
        attachment = null;
        delegate.clearCurrentToken();
    }

    @Override
    public @Nullable Object getEmbeddedObject() throws IOException {
        return attachment == null ? delegate.getEmbeddedObject() : attachment;
    }

    @Override
    public byte[] getBinaryValue(Base64Variant variant) throws IOException {
        return attachment == null ? delegate.getBinaryValue(variant) : attachment;
    }

    @Override
    public int readBinaryValue(Base64Variant variant, OutputStream out) throws IOException {
        if (attachment == null) {
            return delegate.readBinaryValue(variant, out);
        }
        out.write(attachment);
        return attachment.length;
    }
}
