package io.sockeye.engineio;

import java.io.UncheckedIOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;

/** Ports for servers that end and come back: none that the system gives to outgoing connections, or one of those could have it meanwhile. */
public final class TestPort {
    private static final int FIRST = 10_000;
    private static final int END = 30_000;

    private TestPort() {}

    /** Has a server listen on such a port that is free. */
    public static int listen(IntUnaryOperator server) {
        while (true) {
            try {
                return server.applyAsInt(ThreadLocalRandom.current().nextInt(FIRST, END));
            } catch (UncheckedIOException taken) {
                // another one may be free
            }
        }
    }
}
