package io.sockeye.engineio.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds parameters in the query of a URL; nothing is kept, and a query of a million ampersands costs no memory. */
final class Query {
    private Query() {}

    /** What stands before the query. */
    static String path(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    static @Nullable String first(String url, String name) {
        int at = find(url, name, url.indexOf('?') + 1);
        return at < 0 ? null : value(url, at);
    }

    static List<String> all(String url, String name) {
        List<String> values = new ArrayList<>(2);
        for (int at = find(url, name, url.indexOf('?') + 1); at >= 0; at = find(url, name, end(url, at) + 1)) {
            values.add(value(url, at));
        }
        return values;
    }

    /** Where the parameter of that name begins; a zero {@code from} means that there is no query. */
    private static int find(String url, String name, int from) {
        int at = from;
        while (at > 0 && at < url.length()) {
            int end = end(url, at);
            int equals = url.indexOf('=', at, end);
            int nameEnd = equals < 0 ? end : equals;
            if (matches(url, at, nameEnd, name)) {
                return at;
            }
            at = end + 1;
        }
        return -1;
    }

    private static boolean matches(String url, int from, int to, String name) {
        if (url.startsWith(name, from) && to - from == name.length()) {
            return true;
        }
        return url.indexOf('%', from, to) >= 0
                && decode(url.substring(from, to)).equals(name);
    }

    private static String value(String url, int at) {
        int end = end(url, at);
        int equals = url.indexOf('=', at, end);
        return equals < 0 ? "" : decode(url.substring(equals + 1, end));
    }

    private static int end(String url, int at) {
        int ampersand = url.indexOf('&', at);
        return ampersand < 0 ? url.length() : ampersand;
    }

    /** Percent escapes and plus signs; an escape that isn't one stays as it is. */
    static String decode(String text) {
        return decodePath(text.replace('+', ' '));
    }

    /** Percent escapes alone. */
    static String decodePath(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] from = text.getBytes(StandardCharsets.UTF_8);
        byte[] to = new byte[from.length];
        int size = 0;
        for (int i = 0; i < from.length; i++) {
            int escaped = from[i] == '%' && i + 2 < from.length ? hex(from[i + 1], from[i + 2]) : -1;
            if (escaped >= 0) {
                to[size++] = (byte) escaped;
                i += 2;
            } else {
                to[size++] = from[i];
            }
        }
        return new String(to, 0, size, StandardCharsets.UTF_8);
    }

    private static int hex(byte high, byte low) {
        int h = Character.digit(high, 16);
        int l = Character.digit(low, 16);
        return h < 0 || l < 0 ? -1 : h << 4 | l;
    }
}
