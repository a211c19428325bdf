package io.sockeye.engineio;

import org.jspecify.annotations.Nullable;

/**
 * Polling for browsers without cross-origin requests: answers are scripts, posts are forms.
 *
 * <pre>
 * answer  ___eio[&lt;digits&gt;]("&lt;payload as a JSON string&gt;");
 * post    d=&lt;payload, percent-encoded&gt;
 * </pre>
 */
public final class Jsonp {
    private static final byte[] HEAD = {'_', '_', '_', 'e', 'i', 'o', '['};
    private static final int MAX_FIELDS = 16;

    private Jsonp() {}

    /**
     * The script that hands a payload to the client.
     *
     * @param index the parameter {@code j} as received; only its digits are used, so nobody can bring in a script
     * @param payload UTF-8
     */
    public static byte[] wrap(String index, byte[] payload) {
        ByteSink sink = new ByteSink(payload.length + payload.length / 8 + 32);
        sink.put(HEAD);
        for (int i = 0; i < index.length(); i++) {
            char c = index.charAt(i);
            if (c >= '0' && c <= '9') {
                sink.put(c);
            }
        }
        sink.putAscii("](\"");
        putString(sink, payload);
        sink.putAscii("\");");
        return sink.toByteArray();
    }

    private static void putString(ByteSink sink, byte[] utf8) {
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if (isLineSeparator(utf8, i)) {
                sink.putUnicodeEscape((char) (0x2000 | utf8[i + 2] & 0x3F));
                i += 2;
            } else if (b == '"' || b == '\\') {
                sink.put('\\');
                sink.put(b);
            } else if (b == '<' || b >= 0 && b < ' ') {
                // '<' so that no payload can end a script element
                sink.putUnicodeEscape((char) b);
            } else {
                sink.put(b);
            }
        }
    }

    /** U+2028 and U+2029, E2 80 A8 and E2 80 A9: allowed in JSON strings, line ends in old JavaScript. */
    private static boolean isLineSeparator(byte[] utf8, int at) {
        return utf8[at] == (byte) 0xE2
                && at + 2 < utf8.length
                && utf8[at + 1] == (byte) 0x80
                && (utf8[at + 2] & 0xFE) == 0xA8;
    }

    /**
     * The payload in a posted form: the field {@code d}, without percent signs, and with the line ends that the client hid from the browser.
     *
     * @param form the body, {@code application/x-www-form-urlencoded}
     * @param maxPayload bytes that the payload may have
     * @return null when there is no {@code d} among the first 16 fields, or the payload is larger
     */
    public static byte @Nullable [] decodeBody(byte[] form, int maxPayload) {
        int from = 0;
        for (int field = 0; field < MAX_FIELDS && from < form.length; field++) {
            int to = indexOf(form, '&', from);
            if (to - from >= 2 && form[from] == 'd' && form[from + 1] == '=') {
                byte[] payload = decodeValue(form, from + 2, to);
                return payload.length > maxPayload ? null : payload;
            }
            from = to + 1;
        }
        return null;
    }

    private static int indexOf(byte[] form, char wanted, int from) {
        int at = from;
        while (at < form.length && form[at] != wanted) {
            at++;
        }
        return at;
    }

    private static byte[] decodeValue(byte[] form, int from, int to) {
        ByteSink sink = new ByteSink(to - from);
        int slashes = 0;
        int at = from;
        while (at < to) {
            int b = form[at++];
            if (b == '+') {
                b = ' ';
            } else if (b == '%' && to - at >= 2) {
                int value = Character.digit(form[at], 16) << 4 | Character.digit(form[at + 1], 16);
                if (value >= 0) {
                    b = value;
                    at += 2;
                }
            }
            slashes = putUnescaped(sink, b, slashes);
        }
        return sink.toByteArray();
    }

    /** {@code \n} is a line end, {@code \\n} is {@code \n}, {@code \\\n} is {@code \\n}, …; returns how many backslashes there are in a row. */
    private static int putUnescaped(ByteSink sink, int b, int slashes) {
        if (b == 'n' && slashes > 0) {
            sink.dropLast();
            sink.put(slashes == 1 ? '\n' : 'n');
            return 0;
        }
        sink.put(b);
        return b == '\\' ? slashes + 1 : 0;
    }
}
