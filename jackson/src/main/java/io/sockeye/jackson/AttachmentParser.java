package io.sockeye.jackson;

import io.sockeye.socketio.RawJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.type.ResolvedType;
import tools.jackson.core.type.TypeReference;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Shows each placeholder as one embedded {@code byte[]} token, so that deserializers bind attachments as they would bind binary data of any format. Only packets with
 * attachments are read through it.
 */
final class AttachmentParser extends JsonParserDelegate {
    private final List<byte[]> attachments;
    private final Placeholder placeholder;
    private final int from;
    private byte @Nullable [] attachment;

    AttachmentParser(JsonParser parser, RawJson json) {
        super(parser);
        this.attachments = json.attachments();
        this.placeholder = new Placeholder(json.bytes(), json.to(), attachments.size());
        this.from = json.from();
    }

    @Override
    public @Nullable JsonToken nextToken() {
        attachment = null;
        JsonToken token = delegate.nextToken();
        if (token != JsonToken.START_OBJECT) {
            return token;
        }
        int behindBrace = from + (int) delegate.currentLocation().getByteOffset();
        int number = placeholder.read(behindBrace);
        if (number == Placeholder.NONE) {
            return token;
        }
        if (number == Placeholder.MALFORMED) {
            throw new StreamReadException(this, "placeholder of no attachment");
        }
        delegate.skipChildren();
        attachment = attachments.get(number);
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

    /** Looks at every token, for a placeholder of nothing is malformed in a property that nobody reads too. */
    @Override
    public JsonParser skipChildren() {
        if (isOpening(currentToken())) {
            int depth = 1;
            while (depth > 0) {
                JsonToken token = nextToken();
                if (isOpening(token)) {
                    depth++;
                } else if (token == null || token.isStructEnd()) {
                    depth--;
                }
            }
        }
        return this;
    }

    private static boolean isOpening(@Nullable JsonToken token) {
        return token != null && token.isStructStart();
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
    public <T extends tools.jackson.core.TreeNode> T readValueAsTree() {
        return (T) objectReadContext().readTree(this);
    }
}
