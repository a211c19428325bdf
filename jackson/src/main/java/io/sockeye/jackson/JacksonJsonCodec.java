package io.sockeye.jackson;

import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.json.LibraryCodec;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@link JsonCodec} on Jackson 3. Values are bound straight from the bytes that arrived and written straight into the packet, without a tree or a String in between.
 *
 * <p>What Jackson does by itself holds here too: unknown properties are ignored, {@code java.time} values are ISO 8601 strings, a {@code char[]} is a string, {@code
 * Optional} is its value or null. Different is binary data: {@code byte[]}, {@code ByteBuffer} and binary nodes become attachments, wherever they are, and come from
 * attachments; a {@code byte[]} that arrives as a string is read as base64. NaN and the infinities are written as null. Attachments are not copied: an array that was
 * emitted must not change afterwards, and one that arrived may be shared by several handlers.
 *
 * <p>Limits of the default mapper: 500 levels of nesting, 1,000 digits in a number, 50,000 characters in a property's name; strings are as long as a packet may be.
 *
 * <p>Immutable and thread-safe.
 */
@SuppressWarnings("exports") // what it extends adds nothing to the methods of JsonCodec
public final class JacksonJsonCodec extends LibraryCodec {
    /** For {@link java.util.ServiceLoader}; the same as {@link #create()}. */
    public JacksonJsonCodec() {
        this(defaultMapper(), true);
    }

    private JacksonJsonCodec(JsonMapper mapper, boolean standard) {
        super(new Jackson(mapper.rebuild().addModule(RawJsonSerializer.module()).build()), standard);
    }

    /** A codec with a mapper of its own. */
    public static JacksonJsonCodec create() {
        return new JacksonJsonCodec();
    }

    /**
     * A codec on somebody's own mapper, with its modules, features and limits.
     *
     * @param mapper stays as it is
     */
    public static JacksonJsonCodec create(JsonMapper mapper) {
        return new JacksonJsonCodec(mapper, false);
    }

    private static JsonMapper defaultMapper() {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxStringLength(Integer.MAX_VALUE)
                .build();
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(limits).build())
                .build();
    }
}
