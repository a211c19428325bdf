package io.sockeye.engineio;

/** Writes JSON in pure ASCII: every character above U+007F as {@code \}{@code uXXXX}, those beyond U+FFFF as two of them. */
final class AsciiJson {
    private AsciiJson() {}

    /**
     * Escapes.
     *
     * @param utf8 JSON; bytes that aren't UTF-8 become U+FFFD
     * @return the same array when it is ASCII already
     */
    static byte[] escape(byte[] utf8) {
        int ascii = Utf8.asciiUntil(utf8, 0, utf8.length);
        if (ascii == utf8.length) {
            return utf8;
        }
        // A byte above 0x7F is at least a third of a character of six bytes, or half of one.
        ByteSink sink = new ByteSink(utf8.length + 4 * (utf8.length - ascii));
        sink.put(utf8, 0, ascii);
        int at = ascii;
        while (at < utf8.length) {
            if (utf8[at] >= 0) {
                sink.put(utf8[at++]);
            } else {
                int length = Utf8.sequence(utf8, at, utf8.length);
                putEscaped(sink, length == 0 ? 0xFFFD : Utf8.codePoint(utf8, at, length));
                at += Math.max(1, length);
            }
        }
        return sink.toByteArray();
    }

    private static void putEscaped(ByteSink sink, int codePoint) {
        if (Character.isBmpCodePoint(codePoint)) {
            sink.putUnicodeEscape((char) codePoint);
        } else {
            sink.putUnicodeEscape(Character.highSurrogate(codePoint));
            sink.putUnicodeEscape(Character.lowSurrogate(codePoint));
        }
    }
}
