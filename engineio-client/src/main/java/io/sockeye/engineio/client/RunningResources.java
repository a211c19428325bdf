package io.sockeye.engineio.client;

import io.sockeye.engineio.Scheduler;
import io.sockeye.engineio.client.transport.ClientTransport;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Resources while somebody uses them. */
record RunningResources(
        Scheduler scheduler,
        Executor executor,
        ClientTransport transport,
        @Nullable Runnable stopper) {
    static RunningResources start(ClientResources.Builder settings) {
        throw new UnsupportedOperationException(settings.toString());
    }

    void stop() {
        if (stopper != null) {
            stopper.run();
        }
    }
}
