package io.sockeye.socketio.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonBytes;

/** Writes strings as JSON in UTF-8. A surrogate without its other half is written as an escape, as JavaScript does, because UTF-8 has no form for it. */
public final class JsonStrings {
    /** From so many characters on an array on the way is cheaper than to look at each. */
    private static final int LONG = 48;

    private JsonStrings() {}

    /** Appends a string with its quotes. */
    public static void put(ByteSink sink, String text) {
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
        if (utf8.length == text.length()) {
            putSingleBytes(sink, text, utf8);
        } else {
            putCharacters(sink, text);
        }
    }

    /** A byte a character: ASCII, or the question mark that the JDK writes for half of a surrogate pair. */
    private static void putSingleBytes(ByteSink sink, String text, byte[] utf8) {
        sink.ensure(utf8.length + 1);
        int at = 0;
        while (at < utf8.length) {
            int end = JsonBytes.plainUntil(utf8, at, utf8.length, '?');
            sink.put(utf8, at, end - at);
            if (end < utf8.length) {
                putSpecial(sink, text.charAt(end));
            }
            at = end + 1;
        }
    }

    private static void putSpecial(ByteSink sink, char c) {
        if (c == '?') {
            sink.put(c);
        } else if (Character.isSurrogate(c)) {
            sink.putUnicodeEscape(c);
        } else {
            putEscape(sink, c);
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

    /** Whether {@link #put} has to write an escape where others give up. */
    public static boolean hasLoneSurrogate(String text) {
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
