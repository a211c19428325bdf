package io.sockeye.benchmarks;

import io.sockeye.adapter.AckCollector;
import io.sockeye.adapter.BroadcastOptions;
import io.sockeye.adapter.LocalSocket;
import io.sockeye.adapter.MemoryAdapter;
import io.sockeye.adapter.OutboundEvent;
import io.sockeye.jackson.JacksonJsonCodec;
import io.sockeye.socketio.Packet;
import io.sockeye.socketio.PacketCodec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A broadcast to a room of a thousand: encoded once, selected by the adapter, handed to each socket. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class AdapterBenchmark {
    private static final int SOCKETS = 1000;

    private final PacketCodec codec = PacketCodec.json(JacksonJsonCodec.create());
    private final MemoryAdapter adapter = new MemoryAdapter();
    private final BroadcastOptions toRoom =
            BroadcastOptions.everybody(Duration.ofMinutes(1)).withRooms(Set.of("news"));

    /** A thousand sockets in one room. */
    public AdapterBenchmark() {
        for (int i = 0; i < SOCKETS; i++) {
            Receiver receiver = new Receiver("sid" + i);
            adapter.add(receiver);
            adapter.join(receiver.sid(), List.of("news"));
        }
    }

    @Benchmark
    public Object broadcastToAThousand() {
        OutboundEvent event = OutboundEvent.encode(codec, "/", Packet.NO_ACK, "b", Shapes.TEXT_32);
        adapter.broadcast(event, toRoom);
        return event;
    }

    @Benchmark
    public Object joinAndLeave() {
        adapter.join("sid1", List.of("a room"));
        adapter.leave("sid1", "a room");
        return adapter;
    }

    /** A socket that takes everything. */
    static final class Receiver implements LocalSocket {
        private final String sid;
        private long delivered;

        Receiver(String sid) {
            this.sid = sid;
        }

        @Override
        public String sid() {
            return sid;
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public void deliver(OutboundEvent event, BroadcastOptions options) {
            delivered += event.encoded().byteSize();
        }

        @Override
        public boolean deliverWithAck(OutboundEvent event, BroadcastOptions options, AckCollector collector) {
            return false;
        }

        @Override
        public void forgetAck(long ackId, AckCollector collector) {}

        long delivered() {
            return delivered;
        }
    }
}
