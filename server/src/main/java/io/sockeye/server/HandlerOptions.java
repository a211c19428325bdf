package io.sockeye.server;

import io.sockeye.dispatch.run.DrainExecutor;
import io.sockeye.dispatch.run.InboundBudget;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** How user code runs, see {@link SocketIoServerBuilder}. */
record HandlerOptions(
        DrainExecutor executor,
        HandlerScheduler scheduler,
        boolean concurrent,
        InboundBudget.Limits inbound,
        Duration ackTimeout) {
    private static final ThreadFactory VIRTUAL =
            Thread.ofVirtual().name("sockeye-handler").factory();

    private static final DrainExecutor JDK = task -> VIRTUAL.newThread(task).start();

    static HandlerOptions defaults() {
        return new HandlerOptions(
                JDK,
                HandlerScheduler.JDK,
                false,
                new InboundBudget.Limits(1024, 2 << 20, 200_000, 64 << 20),
                Duration.ofSeconds(60));
    }

    HandlerOptions withExecutor(Executor executor) {
        return new HandlerOptions(DrainExecutor.of(executor), scheduler, concurrent, inbound, ackTimeout);
    }

    /** Whether the user has named where handlers run. */
    boolean hasOwnExecutor() {
        return !executor.equals(JDK);
    }

    HandlerOptions withScheduler(HandlerScheduler scheduler) {
        return new HandlerOptions(executor, scheduler, concurrent, inbound, ackTimeout);
    }

    HandlerOptions withConcurrent(boolean concurrent) {
        return new HandlerOptions(executor, scheduler, concurrent, inbound, ackTimeout);
    }

    HandlerOptions withInbound(InboundBudget.Limits inbound) {
        return new HandlerOptions(executor, scheduler, concurrent, inbound, ackTimeout);
    }

    HandlerOptions withAckTimeout(Duration ackTimeout) {
        return new HandlerOptions(executor, scheduler, concurrent, inbound, ackTimeout);
    }
}
