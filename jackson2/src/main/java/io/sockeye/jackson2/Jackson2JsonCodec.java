package io.sockeye.jackson2;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.json.LibraryCodec;

/**
 * {@link JsonCodec} on Jackson 2. Values are bound straight from the bytes that arrived and written straight into the packet, without a tree or a String in between.
 *
 * <p>With the default mapper it behaves as the codec on Jackson 3: unknown properties are ignored, null for a primitive type is refused, {@code java.time} values are ISO 8601
 * strings, a {@code char[]} is a string, {@code Optional} is its value or null, enums are written and read by {@code toString}, properties are in alphabetical order. A mapper of the
 * user keeps its own settings. Binary data is the same with both: {@code byte[]}, {@code ByteBuffer} and binary nodes become attachments, wherever they are, and come from
 * attachments; a {@code byte[]} that arrives as a string is read as base64. NaN and the infinities are written as null. Attachments are not copied: an array that was emitted must
 * not change afterwards, and one that arrived may be shared by several handlers.
 *
 * <p>Limits of the default mapper: 500 levels of nesting, 1,000 digits in a number, 50,000 characters in a property's name; strings are as long as a packet may be.
 *
 * <p>Immutable and thread-safe.
 */
@SuppressWarnings("exports") // what it extends adds nothing to the methods of JsonCodec
public final class Jackson2JsonCodec extends LibraryCodec {
    /** For {@link java.util.ServiceLoader}; the same as {@link #create()}. */
    public Jackson2JsonCodec() {
        this(DefaultMapper.create(), true);
    }

    private Jackson2JsonCodec(ObjectMapper mapper, boolean standard) {
        super(new Jackson2(mapper.copy().registerModule(RawJsonSerializer.module())), standard);
    }

    /** A codec with a mapper of its own. */
    public static Jackson2JsonCodec create() {
        return new Jackson2JsonCodec();
    }

    /**
     * A codec on somebody's own mapper of JSON, with its modules, features and limits.
     *
     * @param mapper is copied and stays as it is
     * @throws IllegalStateException if its class extends Jackson's without overriding {@code copy()}
     */
    public static Jackson2JsonCodec create(ObjectMapper mapper) {
        return new Jackson2JsonCodec(mapper, false);
    }

    /** True: where Jackson 3 is on the path too, its codec is taken. */
    @Override
    public boolean isFallback() {
        return true;
    }
}
