package io.sockeye.benchmarks;

import io.sockeye.adapter.BroadcastOptions;
import io.sockeye.adapter.MemoryAdapter;
import io.sockeye.adapter.OutboundEvent;
import io.sockeye.benchmarks.AdapterBenchmark.Receiver;
import io.sockeye.jackson.JacksonJsonCodec;
import io.sockeye.socketio.Packet;
import io.sockeye.socketio.PacketCodec;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Time and memory of many rooms: 10,000 sockets, each in 100 of 100,000 rooms, a million memberships. Prints one JSON object. Usage: {@code RoomsMeasurement [SOCKETS
 * ROOMS MEMBERSHIPS]}.
 */
public final class RoomsMeasurement {
    private static final int WARM_UP = 3;
    private static final int BROADCASTS = 100_000;

    private final int sockets;
    private final int rooms;
    private final int memberships;
    private final List<String> names = new ArrayList<>();
    private final List<Receiver> receivers = new ArrayList<>();
    private final OutboundEvent event =
            OutboundEvent.encode(PacketCodec.json(JacksonJsonCodec.create()), "/", Packet.NO_ACK, "b", Shapes.TEXT_32);

    private RoomsMeasurement(int sockets, int rooms, int memberships) {
        this.sockets = sockets;
        this.rooms = rooms;
        this.memberships = memberships;
        for (int i = 0; i < rooms; i++) {
            names.add("room-" + i);
        }
        for (int i = 0; i < sockets; i++) {
            receivers.add(new Receiver("socket-" + i));
        }
    }

    public static void main(String[] args) {
        RoomsMeasurement measurement = args.length == 3
                ? new RoomsMeasurement(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]))
                : new RoomsMeasurement(10_000, 100_000, 1_000_000);
        for (int i = 0; i < WARM_UP; i++) {
            measurement.run();
        }
        System.out.println(measurement.run());
    }

    private String run() {
        MemoryAdapter adapter = new MemoryAdapter();
        receivers.forEach(adapter::add);
        long heapBefore = liveHeap();
        long start = System.nanoTime();
        join(adapter);
        long joined = System.nanoTime() - start;
        long heap = liveHeap() - heapBefore;
        int made = adapter.roomCount();
        start = System.nanoTime();
        long delivered = broadcast(adapter);
        long broadcasted = System.nanoTime() - start;
        start = System.nanoTime();
        receivers.forEach(adapter::remove);
        long left = System.nanoTime() - start;
        return String.format(
                Locale.ROOT,
                "{\"sockets\":%d,\"rooms\":%d,\"memberships\":%d,\"join_ms\":%.0f,\"join_ns_each\":%.0f,\"heap_mb\":%.1f,\"heap_bytes_each\":%.1f,"
                        + "\"broadcasts\":%d,\"deliveries\":%d,\"broadcast_ns_each\":%.0f,\"leave_ms\":%.0f,\"leave_ns_each\":%.0f,\"rooms_left\":%d}",
                sockets,
                made,
                memberships,
                joined / 1e6,
                (double) joined / memberships,
                heap / 1e6,
                (double) heap / memberships,
                BROADCASTS,
                delivered,
                (double) broadcasted / BROADCASTS,
                left / 1e6,
                (double) left / memberships,
                adapter.roomCount());
    }

    /** The n-th membership is that of socket n in room n, both counted round; the second time round all rooms move on by one socket. */
    private void join(MemoryAdapter adapter) {
        for (int i = 0; i < memberships; i++) {
            int socket = (int) ((i + (long) i / rooms) % sockets);
            adapter.join(receivers.get(socket).sid(), List.of(names.get(i % rooms)));
        }
    }

    private long broadcast(MemoryAdapter adapter) {
        long before = delivered();
        BroadcastOptions everybody = BroadcastOptions.everybody(Duration.ofMinutes(1));
        for (int i = 0; i < BROADCASTS; i++) {
            adapter.broadcast(event, everybody.withRooms(Set.of(names.get(i % rooms))));
        }
        return (delivered() - before) / event.encoded().byteSize();
    }

    private long delivered() {
        return receivers.stream().mapToLong(Receiver::delivered).sum();
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
