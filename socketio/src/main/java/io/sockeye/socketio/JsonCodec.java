package io.sockeye.socketio;

import io.sockeye.engineio.ByteSink;
import java.lang.reflect.Type;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON library does for Socket.IO: writes arguments and binds JSON to the types of handlers, without a tree in between. Found by {@link
 * #load} when the user names none.
 *
 * <p>Thread-safe. Binary values (byte[], ByteBuffer, at any depth) are written as {@code {"_placeholder":true,"num":i}} and added to the attachments; when reading, such
 * a placeholder binds to byte[], ByteBuffer, the library's binary node, or byte[] inside of Map, List and Object. A placeholder whose {@code num} isn't an integer in the
 * range of the attachments is malformed. In JSON without attachments a placeholder is an ordinary object.
 *
 * <p>{@link RawJson} given as a value, alone or inside of another, is written as it is, without a look at whether it is JSON; only its attachments get new numbers.
 */
public interface JsonCodec {
    /**
     * The codec on the class or module path. Where there are several, the one that is no {@linkplain #isFallback fallback}: Jackson 3 before Jackson 2.
     *
     * @throws SocketIoException if there is none, or if it can't be said which of several
     */
    static JsonCodec load() {
        return CodecChoice.of(ServiceLoader.load(JsonCodec.class));
    }

    /** Whether every other codec on the path is taken before this one; false by default. */
    default boolean isFallback() {
        return false;
    }

    /**
     * Appends a JSON array.
     *
     * @param first the first element, or null for none
     * @param values the other elements; NaN and infinities are written as null
     * @param attachments receives the binary values in the order of their numbers
     * @throws JsonEncodeException if a value can't be written
     */
    void writeArray(ByteSink sink, @Nullable String first, @Nullable Object[] values, List<byte[]> attachments);

    /** Appends one value without attachments; binary becomes base64. */
    void writeValue(ByteSink sink, @Nullable Object value);

    /**
     * A reader for the arguments of one handler, made once and used by many threads.
     *
     * @param types what the arguments bind to; {@code Optional<T>} is empty for missing and null; a missing argument of another type is null, of a primitive type an error
     * @param varargs whether the last type is that of the elements of an array which takes all remaining arguments
     */
    ArgumentsReader reader(List<Type> types, boolean varargs);

    /** Binds one value. */
    <T extends @Nullable Object> T read(RawJson value, Type type);

    /**
     * The elements of an array, each as raw JSON; the whole array has been checked to be JSON within the limits of nesting.
     *
     * @param skip elements at the beginning that are left out
     */
    List<RawJson> split(RawJson array, int skip);

    /** Checks that it is JSON, to its end, within the limits of nesting, with placeholders in range. */
    void validate(RawJson json);

    /** Binds the elements of an array to the types it was made for, in one pass that reads to the end. */
    interface ArgumentsReader {
        /**
         * Binds.
         *
         * @param skip elements at the beginning that are left out, such as the event's name
         * @return as many values as types; elements beyond are checked and left out
         * @throws MalformedJsonException if it isn't JSON: the connection has to end
         * @throws JsonBindException if it is JSON but doesn't fit the types
         */
        @Nullable
        Object[] read(RawJson array, int skip);
    }
}
