package io.sockeye.socketio.json;

import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.RawJson;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A JSON library as far as codecs need it. Thread-safe; its parsers aren't. Exceptions of the library's own come through as they are, checked or not, and are put into words by
 * {@link #malformed} and {@link #explain}.
 *
 * @param <P> its parser, which goes from token to token
 */
public interface JsonLibrary<P extends Closeable> {
    /** A parser in front of the first token. Each placeholder of an attachment is one token to it, and binary; that all of them are in range has been looked at. */
    P parser(RawJson json) throws IOException;

    /** Goes to the next token. False when there is none, for the JSON has ended. */
    boolean next(P parser) throws IOException;

    /** Whether the current token begins an array. */
    boolean isAtArray(P parser);

    /** Goes from the beginning of an array, or from the last token of an element, to the next element. False when there is none, for the array has ended. */
    boolean nextElement(P parser) throws IOException;

    /** Goes from the first token of a value to its last. */
    void skip(P parser) throws IOException;

    /** Where the current token begins, in bytes from the beginning of the JSON. */
    int position(P parser);

    /** What binds values to a type, made once and used by many threads. */
    Binding<P> binding(Type type);

    /** Something that writes values of all kinds, for one packet. */
    ValueWriter writer(Binaries binaries) throws IOException;

    /** What an exception means that came out of a parser while nothing was bound; null when it isn't the library's. */
    @Nullable
    MalformedJsonException malformed(Exception failure);

    /** Takes what an exception, the library's or any other, tells of why a value doesn't fit its type. */
    void explain(Exception failure, BindFailure explanation);
}
