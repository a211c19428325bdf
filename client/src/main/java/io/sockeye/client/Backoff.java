package io.sockeye.client;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The delays between tries to reconnect, by the formula of the JavaScript client: {@code min · 2^tries}, then up to {@code factor} of it more or less by chance, at most {@code max}.
 */
final class Backoff {
    private final Options options;
    private final DoubleSupplier random;
    private int attempts;

    /**
     * With nothing tried.
     *
     * @param random in [0, 1)
     */
    Backoff(Options options, DoubleSupplier random) {
        this.options = options;
        this.random = random;
    }

    /** Whether another try is allowed. */
    boolean hasNext() {
        return options.enabled() && attempts < options.attempts();
    }

    /** Counts a try and says how long to wait before it, in milliseconds. */
    long nextMillis() {
        double millis = options.delay().toMillis() * Math.pow(2, attempts);
        attempts++;
        double chance = random.getAsDouble();
        double deviation = Math.floor(chance * options.randomization() * millis);
        boolean less = ((long) Math.floor(chance * 10) & 1) == 0;
        return (long) Math.min(
                less ? millis - deviation : millis + deviation,
                options.maxDelay().toMillis());
    }

    /** Tries since the last success. */
    int attempts() {
        return attempts;
    }

    void reset() {
        attempts = 0;
    }

    @Override
    public String toString() {
        return "Backoff[" + attempts + " of " + options.attempts() + "]";
    }

    /** How reconnecting goes, see {@link SocketIoClientBuilder}. */
    record Options(boolean enabled, int attempts, Duration delay, Duration maxDelay, double randomization) {
        static Options defaults() {
            return new Options(true, Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofSeconds(5), 0.5);
        }

        Options withEnabled(boolean enabled) {
            return new Options(enabled, attempts, delay, maxDelay, randomization);
        }

        Options withAttempts(int attempts) {
            return new Options(enabled, attempts, delay, maxDelay, randomization);
        }

        Options withDelay(Duration delay) {
            return new Options(enabled, attempts, delay, maxDelay, randomization);
        }

        Options withMaxDelay(Duration maxDelay) {
            return new Options(enabled, attempts, delay, maxDelay, randomization);
        }

        Options withRandomization(double randomization) {
            return new Options(enabled, attempts, delay, maxDelay, randomization);
        }
    }
}
