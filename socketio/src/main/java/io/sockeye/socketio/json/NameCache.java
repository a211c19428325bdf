package io.sockeye.socketio.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/** Remembers names of properties, for those that come again and again. What one name displaces is made anew. Thread-safe: a race makes a name twice. */
final class NameCache {
    private static final int SLOTS = 512;
    /** What is longer is seldom a name, and clients choose what is kept. */
    private static final int LONGEST_KEPT = 32;

    private final @Nullable String[] names = new String[SLOTS];

    /** The text of ASCII. */
    String get(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > LONGEST_KEPT) {
            return new String(bytes, from, length, ISO_8859_1);
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        String kept = names[slot];
        if (kept == null || !same(kept, bytes, from, length)) {
            kept = new String(bytes, from, length, ISO_8859_1);
            names[slot] = kept;
        }
        return kept;
    }

    private static boolean same(String kept, byte[] bytes, int from, int length) {
        if (kept.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (kept.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
