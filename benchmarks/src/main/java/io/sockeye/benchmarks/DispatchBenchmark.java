package io.sockeye.benchmarks;

import io.sockeye.dispatch.EventHandler;
import io.sockeye.dispatch.EventHandler.Style;
import io.sockeye.dispatch.run.AckRegistry;
import io.sockeye.dispatch.run.EventDispatcher;
import io.sockeye.dispatch.run.HandlerRegistry;
import io.sockeye.dispatch.run.InboundBudget;
import io.sockeye.dispatch.run.Mailbox;
import io.sockeye.dispatch.run.SocketContext;
import io.sockeye.jackson.JacksonJsonCodec;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.Packet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the mailbox to the handler: the binding of the arguments, the call, the acknowledgement; on the thread that posts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class DispatchBenchmark {
    private static final JsonCodec JSON = JacksonJsonCodec.create();

    private final Context context = new Context();
    private final HandlerRegistry<Context> registry = new HandlerRegistry<>(JSON);
    private final List<HandlerRegistry<Context>> registries = List.of(registry);
    private final EventDispatcher<Context> dispatcher = new EventDispatcher<>(JSON, error -> context.seen = error);
    private final Packet.Event event = new Packet.Event("/", Packet.NO_ACK, "echo", Shapes.echoOf(Shapes.TEXT_32));
    private final Packet.Event call = new Packet.Event("/", 7, "call", Shapes.echoOf(Shapes.TEXT_32));

    /** Two handlers of a text. */
    public DispatchBenchmark() {
        registry.add(
                "echo",
                EventHandler.typed(
                        List.of(String.class), false, Style.EVENT, (socket, args, ack) -> socket.seen = args[0]),
                false);
        registry.add(
                "call",
                EventHandler.typed(List.of(String.class), false, Style.CALL, (socket, args, ack) -> args[0]),
                false);
    }

    @Benchmark
    public @Nullable Object event() {
        return post(event);
    }

    @Benchmark
    public @Nullable Object call() {
        return post(call);
    }

    private @Nullable Object post(Packet.Event packet) {
        context.mailbox.post(new Mailbox.Task() {
            @Override
            public void run() {
                dispatcher.dispatch(registries, context, context, packet);
            }
        });
        return context.seen;
    }

    /** A socket without a connection. */
    private static final class Context implements SocketContext {
        private final Mailbox mailbox = new Mailbox(Runnable::run, false);
        private @Nullable Object seen;

        @Override
        public String sid() {
            return "sid";
        }

        @Override
        public String namespace() {
            return "/";
        }

        @Override
        public Mailbox mailbox() {
            return mailbox;
        }

        @Override
        public AckRegistry acks() {
            throw new UnsupportedOperationException("nobody asks for one here");
        }

        @Override
        public InboundBudget budget() {
            throw new UnsupportedOperationException("nobody charges it here");
        }

        @Override
        public void sendAck(long ackId, @Nullable Object[] arguments) {
            seen = arguments;
        }

        @Override
        public void malformed(MalformedJsonException cause) {
            throw cause;
        }
    }
}
