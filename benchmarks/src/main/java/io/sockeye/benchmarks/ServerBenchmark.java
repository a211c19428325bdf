package io.sockeye.benchmarks;

import io.sockeye.engineio.server.host.MemoryHost;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import io.sockeye.server.SocketIoServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The whole server on a host in memory, all on one thread: what an event costs without a network. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ServerBenchmark {
    private static final int CLIENTS = 1000;

    private final MemoryHost host = MemoryHost.manual();
    private final SocketIoServer io =
            SocketIoServer.builder().host(host).executor(Runnable::run).build();
    private final List<MemoryWebSocket> clients = new ArrayList<>();
    private final String echo32 = "42[\"echo\",\"" + Shapes.TEXT_32 + "\"]";
    private final String echo1k = "42[\"echo\",\"" + Shapes.TEXT_1K + "\"]";

    /** A thousand clients in the main namespace. */
    @Setup
    public void connect() throws IOException {
        io.on("echo", Object.class, (socket, value) -> socket.emit("echo", value));
        io.listen(0);
        for (int i = 0; i < CLIENTS; i++) {
            MemoryWebSocket client = await(host.connect().webSocket("/socket.io/?EIO=4&transport=websocket"));
            await(client.next());
            client.send("40");
            await(client.next());
            clients.add(client);
        }
    }

    private <T> T await(CompletableFuture<T> future) {
        while (!future.isDone()) {
            if (!host.run()) {
                Thread.onSpinWait();
            }
        }
        return future.join();
    }

    @Benchmark
    public Object echoText32() {
        return echo(echo32);
    }

    @Benchmark
    public Object echoText1k() {
        return echo(echo1k);
    }

    private Object echo(String message) {
        MemoryWebSocket client = clients.getFirst();
        client.send(message);
        return await(client.next());
    }

    @Benchmark
    public Object broadcastToAThousand() {
        io.emit("b", Shapes.TEXT_32);
        for (MemoryWebSocket client : clients) {
            await(client.next());
        }
        return clients;
    }

    /** The server ends. */
    @TearDown
    public void close() {
        host.run();
        io.close();
    }
}
