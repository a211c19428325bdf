package io.sockeye.interop.load;

import io.sockeye.server.SlowClientPolicy;
import io.sockeye.server.Socket;
import io.sockeye.server.SocketIoServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A server in a JVM of its own that is small, whose clients are sent more than it could hold: {@code SlowServer (disconnect|block) MESSAGES}. It writes its port, why clients that don't read
 * were disconnected, how long the longest emit to such a client took, and how long messages took to the reader.
 *
 * <p>A client sends {@code stall} when it will not read any more than the acknowledgement; another one sends {@code begin}, which starts the flood, and answers each {@code big} with {@code got}.
 */
final class SlowServer {
    static final Duration BLOCK_LIMIT = Duration.ofSeconds(1);
    static final int MESSAGE_CHARS = 512 * 1024;

    /** So many messages may be on their way to a reader. */
    private static final int WINDOW = 4;

    private final SocketIoServer io;
    private final boolean broadcasts;
    private final int messages;
    private final Semaphore window = new Semaphore(WINDOW);
    private final AtomicLongArray emitted;
    private final AtomicLongArray latencies;

    private SlowServer(boolean broadcasts, int messages) {
        SlowClientPolicy policy = broadcasts ? SlowClientPolicy.disconnect() : SlowClientPolicy.block(BLOCK_LIMIT);
        this.io = SocketIoServer.builder()
                .engine(options -> options.pingInterval(Duration.ofMinutes(10))) // who is stalled answers no ping
                .slowClient(policy)
                .build();
        this.broadcasts = broadcasts;
        this.messages = messages;
        this.emitted = new AtomicLongArray(messages);
        this.latencies = new AtomicLongArray(messages);
    }

    /** Runs until it is killed. */
    public static void main(String[] arguments) {
        new SlowServer(arguments[0].equals("disconnect"), Integer.parseInt(arguments[1])).serve();
    }

    private void serve() {
        io.on("stall", socket -> socket.join("stalled"));
        io.on("begin", socket -> io.startBackgroundTask(this::flood));
        io.on("got", int.class, (socket, number) -> got(number));
        io.onCall("queued", socket -> io.stats().engine().queuedBytes());
        io.onDisconnect((socket, reason) -> {
            if (socket.rooms().contains("stalled")) {
                System.out.println("ended " + reason.text());
            }
        });
        System.out.println("port=" + io.listen("localhost", 0));
    }

    private void flood() {
        if (!broadcasts) {
            io.sockets().stream()
                    .filter(socket -> socket.rooms().contains("stalled"))
                    .forEach(socket -> io.startBackgroundTask(() -> press(socket)));
        }
        String text = "x".repeat(MESSAGE_CHARS);
        for (int i = 0; i < messages; i++) {
            window.acquireUninterruptibly();
            emitted.set(i, System.nanoTime());
            if (broadcasts) {
                io.emit("big", i, text);
            } else {
                io.except("stalled").emit("big", i, text);
            }
        }
    }

    /** Sends to one client until it is gone; says how long the longest of these emits took. */
    private void press(Socket socket) {
        String text = "y".repeat(MESSAGE_CHARS);
        long longest = 0;
        while (socket.isConnected()) {
            long before = System.nanoTime();
            socket.emit("big", text);
            longest = Math.max(longest, System.nanoTime() - before);
        }
        System.out.println("blocked " + TimeUnit.NANOSECONDS.toMillis(longest));
    }

    private void got(int number) {
        latencies.set(number, System.nanoTime() - emitted.get(number));
        window.release();
        if (number == messages - 1) {
            long[] sorted = new long[messages];
            Arrays.setAll(sorted, latencies::get);
            Arrays.sort(sorted);
            System.out.println("latency " + TimeUnit.NANOSECONDS.toMicros(sorted[messages / 2]) + " "
                    + TimeUnit.NANOSECONDS.toMicros(sorted[messages - 1]));
        }
    }
}
