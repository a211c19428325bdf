package io.sockeye.server;

import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonCodec;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The query that clients 1.x and 2.x put behind the name of a namespace: {@code token=abc&x=1}. */
final class NamespaceQuery {
    private NamespaceQuery() {}

    /** Names and values, decoded; of several values the first. What can't be decoded stays as it is. */
    static Map<String, String> parse(String query) {
        Map<String, String> values = new LinkedHashMap<>();
        int at = 0;
        while (at < query.length()) {
            int end = query.indexOf('&', at);
            if (end < 0) {
                end = query.length();
            }
            int equals = query.indexOf('=', at);
            int split = equals < 0 || equals > end ? end : equals;
            if (end > at) {
                values.putIfAbsent(decoded(query, at, split), decoded(query, Math.min(split + 1, end), end));
            }
            at = end + 1;
        }
        return values;
    }

    /** The same as a JSON object of strings. Made of single strings: a codec may need locks of its own for maps, and this runs on threads of the host. */
    static byte[] toJson(String query, JsonCodec json) {
        ByteSink sink = new ByteSink(query.length() + 16);
        char separator = '{';
        for (Map.Entry<String, String> field : parse(query).entrySet()) {
            sink.put(separator);
            json.writeValue(sink, field.getKey());
            sink.put(':');
            json.writeValue(sink, field.getValue());
            separator = ',';
        }
        sink.putAscii(separator == '{' ? "{}" : "}");
        return sink.toByteArray();
    }

    private static String decoded(String query, int from, int to) {
        String part = query.substring(from, to);
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part;
        }
    }
}
