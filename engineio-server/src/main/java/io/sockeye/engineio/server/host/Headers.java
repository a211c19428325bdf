package io.sockeye.engineio.server.host;

import io.sockeye.engineio.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * HTTP header fields in the order in which they came, names compared without case.
 *
 * <p>Immutable. Kept as one block of ISO 8859-1 bytes, as on the wire ({@code name ": " value "\r\n"} repeated): every session holds the headers of its handshake for
 * as long as it lives, and answers are written from the block.
 */
public final class Headers {
    /** No header field at all. */
    public static final Headers EMPTY = new Headers(new byte[0]);

    private final byte[] block;

    private Headers(byte[] block) {
        this.block = block;
    }

    /**
     * Header fields from names and values in turn.
     *
     * @throws IllegalArgumentException if a name or value holds a control character, so that nobody can inject a header
     */
    public static Headers of(String... namesAndValues) {
        return of(List.of(namesAndValues));
    }

    /**
     * Header fields from names and values in turn.
     *
     * @throws IllegalArgumentException if the number is odd, or a name or value holds a control character
     */
    public static Headers of(List<String> namesAndValues) {
        if (namesAndValues.size() % 2 != 0) {
            throw new IllegalArgumentException("a header name without a value: " + namesAndValues.size() + " strings");
        }
        Builder fields = new Builder();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            fields.add(namesAndValues.get(i), namesAndValues.get(i + 1));
        }
        return fields.build();
    }

    /** The first value of a name, null when there is none. */
    public @Nullable String first(String name) {
        int at = 0;
        while (at < block.length) {
            int end = endOfLine(at);
            int colon = at + name.length();
            if (colon < end && block[colon] == ':' && matches(name, at)) {
                return text(colon + 2, end);
            }
            at = end + 2;
        }
        return null;
    }

    /** All values of a name, in order; empty when there is none. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        forEach((n, value) -> {
            if (n.equalsIgnoreCase(name)) {
                values.add(value);
            }
        });
        return values;
    }

    /** Calls back with each name and value, in order. */
    public void forEach(BiConsumer<? super String, ? super String> consumer) {
        int at = 0;
        while (at < block.length) {
            int end = endOfLine(at);
            int colon = indexOf((byte) ':', at);
            consumer.accept(text(at, colon), text(colon + 2, end));
            at = end + 2;
        }
    }

    /** These fields and then others. */
    public Headers and(Headers others) {
        if (others.block.length == 0) {
            return this;
        }
        byte[] joined = new byte[block.length + others.block.length];
        System.arraycopy(block, 0, joined, 0, block.length);
        System.arraycopy(others.block, 0, joined, block.length, others.block.length);
        return new Headers(joined);
    }

    /** Appends the fields as HTTP/1.1 writes them, each with its line end. */
    public void writeTo(ByteSink sink) {
        sink.put(block);
    }

    private int endOfLine(int from) {
        return indexOf((byte) '\r', from);
    }

    private int indexOf(byte wanted, int from) {
        int at = from;
        while (block[at] != wanted) {
            at++;
        }
        return at;
    }

    private boolean matches(String name, int from) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ':' || lower(c) != lower((char) (block[from + i] & 0xFF))) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    private String text(int from, int to) {
        return new String(block, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Only the size: headers carry cookies and tokens. */
    @Override
    public String toString() {
        return "Headers[" + block.length + " bytes]";
    }

    /** Gathers header fields. Not thread-safe. */
    public static final class Builder {
        private final ByteSink block = new ByteSink(512);

        /** Without any field. */
        public Builder() {}

        /**
         * Adds a field behind the others. Characters that are not of ISO 8859-1 become question marks.
         *
         * @throws IllegalArgumentException if the name is empty or has a colon, or one of both a control character; the builder is of no use after that
         */
        public Builder add(CharSequence name, CharSequence value) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("an empty header name");
            }
            block.ensure(name.length() + value.length() + 4);
            put(name, ':');
            block.put(':');
            block.put(' ');
            put(value, '\n');
            block.put('\r');
            block.put('\n');
            return this;
        }

        private void put(CharSequence text, char forbidden) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c < ' ' && c != '\t' || c == 0x7F || c == forbidden) {
                    throw new IllegalArgumentException("illegal character in a header at index " + i);
                }
                block.put(c > 0xFF ? '?' : c);
            }
        }

        /** The fields. */
        public Headers build() {
            return block.size() == 0 ? EMPTY : new Headers(Arrays.copyOf(block.array(), block.size()));
        }
    }
}
