package io.sockeye.socketio;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes strings of bytes and remembers the last one: a connection mostly repeats its namespaces and events. Not thread-safe. */
final class Names {
    /** Longer ones aren't worth the memory that an idle connection would hold. */
    private static final int LONGEST_KEPT = 64;

    private @Nullable String last;

    /** The text of valid UTF-8. */
    String get(byte[] bytes, int from, int to) {
        String kept = last;
        if (kept != null && same(kept, bytes, from, to)) {
            return kept;
        }
        String made = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (to - from <= LONGEST_KEPT) {
            last = made;
        }
        return made;
    }

    /** Never true for text beyond ASCII: there the bytes are negative and the characters aren't. */
    private static boolean same(String kept, byte[] bytes, int from, int to) {
        int length = kept.length();
        if (length != to - from) {
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
