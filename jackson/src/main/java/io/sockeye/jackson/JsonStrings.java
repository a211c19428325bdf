package io.sockeye.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonBytes;

/** Writes strings as JSON in UTF-8. A surrogate without its other half is written as an escape, as JavaScript does, because UTF-8 has no form for it. */
final class JsonStrings {
    /** From so many characters on an array on the way is cheaper than to look at each. */
    private static final int LONG = 48;

    private JsonStrings() {}

    static void put(ByteSink sink, String text) {
        sink.put('"');
        if (text.length() >= LONG) {
            putLong(sink, text);
        } else if (isPlain(text)) {
            sink.putAscii(text);
        } else {
            putCharacters(sink, text);
        }
        sink.put('"');
    }

    /** Whether the text is its own JSON, as it mostly is: then it is copied as a whole. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** The JDK encodes, and {@link JsonBytes} looks, at many characters at once. */
    private static void putLong(ByteSink sink, String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        if (utf8.length == text.length() && !hasReplacement(text, utf8)) {
            putAscii(sink, utf8);
        } else {
            putCharacters(sink, text);
        }
    }

    /** Whether one of the bytes stands for half of a surrogate pair. */
    private static boolean hasReplacement(String text, byte[] utf8) {
        int at = JsonBytes.indexOf('?', utf8, 0, utf8.length);
        while (at < utf8.length && text.charAt(at) == '?') {
            at = JsonBytes.indexOf('?', utf8, at + 1, utf8.length);
        }
        return at < utf8.length;
    }

    private static void putAscii(ByteSink sink, byte[] ascii) {
        sink.ensure(ascii.length + 1);
        int at = 0;
        while (at < ascii.length) {
            int end = JsonBytes.plainUntil(ascii, at, ascii.length);
            sink.put(ascii, at, end - at);
            if (end < ascii.length) {
                putEscape(sink, (char) ascii[end]);
            }
            at = end + 1;
        }
    }

    private static void putCharacters(ByteSink sink, String text) {
        sink.ensure(text.length() + 1);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                i = putWide(sink, text, i, c);
            } else if (c < ' ' || c == '"' || c == '\\') {
                putEscape(sink, c);
            } else {
                sink.put(c);
            }
        }
    }

    /** Whether {@link #put} has to write an escape where Jackson would give up. */
    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!isPair(text, i, c)) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static int putWide(ByteSink sink, String text, int index, char c) {
        if (c < 0x800) {
            sink.put(0xC0 | c >> 6);
            putTail(sink, c);
            return index;
        }
        if (!Character.isSurrogate(c)) {
            sink.put(0xE0 | c >> 12);
            putTail(sink, c >> 6);
            putTail(sink, c);
            return index;
        }
        if (!isPair(text, index, c)) {
            sink.putUnicodeEscape(c);
            return index;
        }
        int codePoint = Character.toCodePoint(c, text.charAt(index + 1));
        sink.put(0xF0 | codePoint >> 18);
        putTail(sink, codePoint >> 12);
        putTail(sink, codePoint >> 6);
        putTail(sink, codePoint);
        return index + 1;
    }

    private static boolean isPair(String text, int index, char c) {
        return Character.isHighSurrogate(c)
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
    }

    private static void putTail(ByteSink sink, int bits) {
        sink.put(0x80 | bits & 0x3F);
    }

    private static void putEscape(ByteSink sink, char c) {
        switch (c) {
            case '"' -> sink.putAscii("\\\"");
            case '\\' -> sink.putAscii("\\\\");
            case '\b' -> sink.putAscii("\\b");
            case '\f' -> sink.putAscii("\\f");
            case '\n' -> sink.putAscii("\\n");
            case '\r' -> sink.putAscii("\\r");
            case '\t' -> sink.putAscii("\\t");
            default -> sink.putUnicodeEscape(c);
        }
    }
}
