package io.sockeye.client;

import io.sockeye.dispatch.HandlerError;
import io.sockeye.engineio.FakeScheduler;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A client on a fake engine and fake time. */
final class Fixture implements AutoCloseable {
    static final String URL = "http://localhost:1234/?x=y";

    final FakeEngine engine = new FakeEngine();
    final FakeScheduler time = new FakeScheduler();
    final AtomicInteger released = new AtomicInteger();

    /** What handlers of a test have heard. */
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    final BlockingQueue<HandlerError> errors = new LinkedBlockingQueue<>();
    final SocketIoClient sio;
    private final ClientCore core;
    final ClientRuntime runtime =
            new ClientRuntime(time, task -> Thread.ofVirtual().start(task), engine, () -> 0, released::incrementAndGet);

    Fixture() {
        this(options -> options);
    }

    Fixture(UnaryOperator<SocketIoClientBuilder> options) {
        BlockingClient client =
                new BlockingClient(options.apply(SocketIoClient.builder()).settings(runtime), runtime);
        core = client.core();
        sio = client;
        sio.onError(errors::add);
    }

    /** Listens to the life of {@code /} and of the client. */
    Fixture listening() {
        sio.onConnect(() -> heard.add("connect"));
        sio.onConnectError(error -> heard.add("connect_error " + error.message()));
        sio.onDisconnect(reason -> heard.add("disconnect " + reason.text()));
        sio.onReconnectAttempt(number -> heard.add("reconnect_attempt " + number));
        sio.onReconnectError(cause -> heard.add("reconnect_error"));
        sio.onReconnectFailed(() -> heard.add("reconnect_failed"));
        sio.onReconnect(number -> heard.add("reconnect " + number));
        return this;
    }

    /** Connects to {@code /}. */
    FakeLink connected() {
        CompletableFuture<Void> connecting = connecting(ConnectOptions.to(URL).build());
        FakeLink link = engine.next();
        link.accept();
        get(connecting);
        return link;
    }

    /** The link of the try that follows after a time, when somebody waits for it. */
    FakeLink next(Duration delay) {
        eventually(() -> time.isDueWithin(delay));
        time.advance(delay);
        return engine.next();
    }

    /** The first try after a loss succeeds. */
    FakeLink reconnected() {
        return next(Duration.ofSeconds(1)).accept();
    }

    /** Connects again and opens the link. */
    FakeLink startAgain() {
        CompletableFuture<Void> connecting = connecting(ConnectOptions.to(URL).build());
        FakeLink link = engine.next();
        link.open();
        return connecting.isCompletedExceptionally() ? connected() : link;
    }

    /** Begins to connect, on another thread. */
    CompletableFuture<Void> connecting(ConnectOptions options) {
        return async(() -> sio.connect(options));
    }

    /** Runs what blocks. */
    static CompletableFuture<Void> async(Runnable blocking) {
        return CompletableFuture.runAsync(blocking, task -> Thread.ofVirtual().start(task));
    }

    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What a future fails with. */
    static Throwable failure(CompletableFuture<?> future) {
        try {
            Object value = future.get(30, TimeUnit.SECONDS);
            throw new AssertionError("succeeded with " + value);
        } catch (java.util.concurrent.ExecutionException e) {
            return e.getCause();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    String heard() {
        try {
            String next = heard.poll(30, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was heard");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void advance(Duration by) {
        settled().advance(by);
    }

    /** Waits until all inputs so far have been dealt with: another thread may be at it. */
    FakeScheduler settled() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        core.execute(() -> done.complete(null));
        get(done);
        return time;
    }

    /** Waits until something holds, at most half a minute. */
    static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come to hold");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        CompletableFuture<Void> closing = async(sio::close);
        get(closing);
    }
}
