package io.sockeye.engineio;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ids of sessions and sockets: exactly 20 characters {@code [A-Za-z0-9_-]} from 15 bytes of {@link SecureRandom}. Adapters of other servers know ids
 * by this length and these characters. Thread-safe.
 */
public final class Sid {
    /** How many characters an id has. */
    public static final int LENGTH = 20;

    private static final int BYTES = 15;
    private static final Sid SHARED = new Sid();

    private final ReentrantLock lock = new ReentrantLock();
    private final SecureRandom random = new SecureRandom();
    // guarded by lock: a call of SecureRandom costs far more than its bytes
    private final byte[] batch = new byte[BYTES * 64];
    private int used = batch.length;

    private Sid() {}

    /** A new id, which nobody can guess. */
    public static String next() {
        return new String(Base64.getUrlEncoder().encode(SHARED.nextBytes()), StandardCharsets.ISO_8859_1);
    }

    private byte[] nextBytes() {
        lock.lock();
        try {
            if (used == batch.length) {
                random.nextBytes(batch);
                used = 0;
            }
            byte[] bytes = Arrays.copyOfRange(batch, used, used + BYTES);
            Arrays.fill(batch, used, used + BYTES, (byte) 0);
            used += BYTES;
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Whether text has the form of an id. */
    public static boolean isValid(CharSequence text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            if (!isIdCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIdCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }
}
