package io.sockeye.client;

import io.sockeye.engineio.Scheduler;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time between two tries to connect: at first the delay, then, if need be, until the disconnect handlers have returned. Inside of the client's inbox only; whatever was waited for when it was
 * cancelled comes to nothing.
 */
final class Reconnector {
    private final ClientCore client;
    private final Farewells farewells;
    private final Backoff backoff;
    private Scheduler.@Nullable Task timer;
    private @Nullable Object turn;

    Reconnector(ClientCore client, Farewells farewells, DoubleSupplier random) {
        this.client = client;
        this.farewells = farewells;
        this.backoff = new Backoff(client.services().settings().reconnection(), random);
    }

    /** Whether another try is allowed. */
    boolean hasNext() {
        return backoff.hasNext();
    }

    /** Tries since the last success. */
    int attempts() {
        return backoff.attempts();
    }

    /** There was a success, or a new beginning. */
    void reset() {
        backoff.reset();
    }

    /** The next try when its time has come. */
    void schedule(ConnectOptions options, Consumer<ConnectOptions> attempt) {
        Object mine = new Object();
        turn = mine;
        timer = client.later(backoff.nextMillis(), () -> awaitFarewells(mine, options, attempt));
    }

    /** The disconnect handlers come before the first try, unless they take longer than a connect may. */
    private void awaitFarewells(Object mine, ConnectOptions options, Consumer<ConnectOptions> attempt) {
        if (isTurnOf(mine)) {
            timer = client.later(options.timeout().toMillis(), () -> go(mine, options, attempt));
            farewells.whenDone(() -> go(mine, options, attempt));
        }
    }

    private void go(Object mine, ConnectOptions options, Consumer<ConnectOptions> attempt) {
        if (isTurnOf(mine)) {
            cancel();
            attempt.accept(options);
        }
    }

    @SuppressWarnings("ReferenceEquality") // one certain object is the turn
    private boolean isTurnOf(Object one) {
        return turn == one;
    }

    /** No try follows. */
    void cancel() {
        Scheduler.Task running = timer;
        if (running != null) {
            running.cancel();
        }
        timer = null;
        turn = null;
    }

    @Override
    public String toString() {
        return "Reconnector[" + backoff + (turn == null ? "" : ", waiting") + "]";
    }
}
