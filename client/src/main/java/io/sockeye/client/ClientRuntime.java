package io.sockeye.client;

import io.sockeye.engineio.Scheduler;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;

/**
 * What a client runs on.
 *
 * @param executor runs user code, and completes what users wait for
 * @param random in [0, 1), for the delays between tries to reconnect
 * @param releasing gives the resources back; may be called more than once
 */
record ClientRuntime(
        Scheduler scheduler, Executor executor, Link.Factory links, DoubleSupplier random, Runnable releasing) {
    void release() {
        releasing.run();
    }
}
