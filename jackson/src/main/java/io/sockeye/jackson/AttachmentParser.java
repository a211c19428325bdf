package io.sockeye.jackson;

import io.sockeye.socketio.RawJson;
import io.sockeye.socketio.json.Placeholder;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.TreeNode;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.type.ResolvedType;
import tools.jackson.core.type.TypeReference;
import tools.jackson.core.util.JsonParserDelegate;

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
    public @Nullable JsonToken nextToken() {
        JsonToken token = delegate.nextToken();
        attachment = token == JsonToken.START_OBJECT
                ? placeholder.attachmentAt(delegate.currentLocation().getByteOffset())
                : null;
        if (attachment == null) {
            return token;
        }
        delegate.skipChildren();
        return JsonToken.VALUE_EMBEDDED_OBJECT;
    }

    @Override
    public @Nullable JsonToken nextValue() {
        JsonToken token = nextToken();
        return token == JsonToken.PROPERTY_NAME ? nextToken() : token;
    }

    @Override
    public @Nullable String nextName() {
        return nextToken() == JsonToken.PROPERTY_NAME ? currentName() : null;
    }

    @Override
    public boolean nextName(SerializableString name) {
        return nextToken() == JsonToken.PROPERTY_NAME && name.getValue().equals(currentName());
    }

    @Override
    public int nextNameMatch(PropertyNameMatcher matcher) {
        nextToken();
        return currentNameMatch(matcher);
    }

    @Override
    public int currentNameMatch(PropertyNameMatcher matcher) {
        return attachment == null ? delegate.currentNameMatch(matcher) : PropertyNameMatcher.MATCH_ODD_TOKEN;
    }

    @Override
    public @Nullable JsonToken currentToken() {
        return attachment == null ? delegate.currentToken() : JsonToken.VALUE_EMBEDDED_OBJECT;
    }

    @Override
    public int currentTokenId() {
        return attachment == null ? delegate.currentTokenId() : JsonToken.VALUE_EMBEDDED_OBJECT.id();
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
    public @Nullable Object getEmbeddedObject() {
        return attachment == null ? delegate.getEmbeddedObject() : attachment;
    }

    @Override
    public byte[] getBinaryValue(Base64Variant variant) {
        return attachment == null ? delegate.getBinaryValue(variant) : attachment;
    }

    @Override
    public int readBinaryValue(Base64Variant variant, OutputStream out) {
        if (attachment == null) {
            return delegate.readBinaryValue(variant, out);
        }
        try {
            out.write(attachment);
            return attachment.length;
        } catch (IOException e) {
            throw JacksonIOException.construct(e, this);
        }
    }

    @Override
    public <T> T readValueAs(Class<T> type) {
        return objectReadContext().readValue(this, type);
    }

    @Override
    public <T> T readValueAs(TypeReference<T> type) {
        return objectReadContext().readValue(this, type);
    }

    @Override
    public <T> T readValueAs(ResolvedType type) {
        return objectReadContext().readValue(this, type);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends TreeNode> T readValueAsTree() {
        return (T) objectReadContext().readTree(this);
    }
}
