package io.sockeye.client;

import io.sockeye.dispatch.run.AckRequests;
import io.sockeye.dispatch.run.ErrorReports;
import io.sockeye.engineio.Scheduler;
import java.util.concurrent.Executor;

/** What all parts of one client share. */
record ClientServices(
        Settings settings,
        ClientRuntime runtime,
        ErrorReports errors,
        HandlerThreads handlers,
        AckRequests ackRequests) {
    static ClientServices of(Settings settings, ClientRuntime runtime) {
        ErrorReports errors = new ErrorReports(System.getLogger("io.sockeye.client"));
        return new ClientServices(
                settings,
                runtime,
                errors,
                new HandlerThreads(),
                new AckRequests(settings.json(), runtime.scheduler(), runtime.executor(), errors));
    }

    Scheduler scheduler() {
        return runtime.scheduler();
    }

    /** Runs user code, and completes what users wait for. */
    Executor executor() {
        return runtime.executor();
    }

    Link.Factory links() {
        return runtime.links();
    }

    /** Gives the resources back; that may take its time. */
    void release() {
        executor().execute(runtime::release);
    }
}
