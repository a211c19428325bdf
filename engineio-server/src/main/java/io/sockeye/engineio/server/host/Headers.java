package io.sockeye.engineio.server.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * HTTP header fields in the order in which they came, names compared without case.
 *
 * <p>Immutable. Kept as one block of ISO 8859-1 bytes ({@code name ':' value '\n'} repeated), because every session holds the headers of its
 * handshake for as long as it lives.
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
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            String name = namesAndValues.get(i);
            if (name.isEmpty() || name.indexOf(':') >= 0) {
                throw new IllegalArgumentException("illegal header name: '" + name + "'");
            }
            text.append(checked(name))
                    .append(':')
                    .append(checked(namesAndValues.get(i + 1)))
                    .append('\n');
        }
        return text.isEmpty() ? EMPTY : new Headers(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String checked(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F) {
                throw new IllegalArgumentException("control character in a header at index " + i);
            }
        }
        return text;
    }

    /** The first value of a name, null when there is none. */
    public @Nullable String first(String name) {
        int at = 0;
        while (at < block.length) {
            int colon = indexOf((byte) ':', at);
            int end = indexOf((byte) '\n', colon + 1);
            if (matches(name, at, colon)) {
                return text(colon + 1, end);
            }
            at = end + 1;
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
            int colon = indexOf((byte) ':', at);
            int end = indexOf((byte) '\n', colon + 1);
            consumer.accept(text(at, colon), text(colon + 1, end));
            at = end + 1;
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

    private int indexOf(byte wanted, int from) {
        int at = from;
        while (block[at] != wanted) {
            at++;
        }
        return at;
    }

    private boolean matches(String name, int from, int to) {
        if (name.length() != to - from) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (lower(name.charAt(i)) != lower((char) (block[from + i] & 0xFF))) {
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
}
