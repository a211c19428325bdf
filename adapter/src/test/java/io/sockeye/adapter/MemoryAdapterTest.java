package io.sockeye.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.socketio.Packet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MemoryAdapterTest extends AdapterContract {
    private static final OutboundEvent EVENT =
            new OutboundEvent("/", Packet.NO_ACK, "x", new Object[0], EncodedMessage.text(new byte[] {'4', '2'}));
    private static final FakeSocket[] SOCKETS = new FakeSocket[40];

    static {
        for (int i = 0; i < SOCKETS.length; i++) {
            SOCKETS[i] = new FakeSocket("s" + i % 30); // some share their sid
        }
    }

    private static final BroadcastOptions ALL = BroadcastOptions.everybody(Duration.ofSeconds(1));

    @Override
    protected Adapter newAdapter() {
        return new MemoryAdapter();
    }

    @Test
    void comingAndGoingFromManyThreadsLeavesNothingBehind() throws Exception {
        MemoryAdapter adapter = new MemoryAdapter();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int t = 0; t < 6; t++) {
                int seed = t;
                runs.add(threads.submit(() -> comeAndGo(adapter, new SplittableRandom(seed))));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
        for (FakeSocket socket : SOCKETS) {
            adapter.remove(socket);
        }
        assertThat(adapter.roomCount()).isZero();
        assertThat(adapter.socketCount()).isZero();
        assertThat(adapter.sockets(Set.of())).isEmpty();
    }

    private static void comeAndGo(MemoryAdapter adapter, SplittableRandom random) {
        for (int i = 0; i < 20_000; i++) {
            FakeSocket socket = SOCKETS[random.nextInt(SOCKETS.length)];
            String sid = socket.sid();
            String room = "r" + random.nextInt(10);
            switch (random.nextInt(6)) {
                case 0 -> adapter.add(socket);
                case 1 -> adapter.join(sid, List.of(sid, room));
                case 2 -> adapter.leave(sid, room);
                case 3 -> adapter.remove(socket);
                case 4 -> adapter.closeRoom(room);
                default -> adapter.broadcast(EVENT, ALL.withRooms(Set.of(room, sid)));
            }
        }
    }

    @Test
    void aMemberThatStaysIsReachedByEveryBroadcastWhileOthersComeAndGo() throws Exception {
        MemoryAdapter adapter = new MemoryAdapter();
        FakeSocket steady = new FakeSocket("steady");
        adapter.add(steady);
        adapter.join("steady", List.of("room"));
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                String prefix = "t" + t + "-";
                runs.add(threads.submit(() -> {
                    Deque<FakeSocket> here = new ArrayDeque<>();
                    for (int i = 0; i < 3000; i++) {
                        here.add(new FakeSocket(prefix + i));
                        adapter.add(here.getLast());
                        adapter.join(prefix + i, List.of("room"));
                        if (i >= 20) {
                            adapter.remove(here.removeFirst());
                        }
                    }
                }));
            }
            for (int i = 0; i < 3000; i++) {
                adapter.broadcast(EVENT, ALL.withRooms(Set.of("room")));
                assertThat(steady.take()).hasSize(1);
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
        assertThat(adapter.sockets(Set.of("room"))).hasSize(61);
    }

    @Test
    void aSocketThatLeftIsNotReachedByWhatTheSameThreadEmitsNext() {
        MemoryAdapter adapter = new MemoryAdapter();
        FakeSocket socket = new FakeSocket("a");
        adapter.add(socket);
        for (int i = 0; i < 100; i++) {
            adapter.join("a", List.of("room"));
            adapter.broadcast(EVENT, ALL.withRooms(Set.of("room")));
            adapter.leave("a", "room");
            adapter.broadcast(EVENT, ALL.withRooms(Set.of("room")));
        }
        assertThat(socket.take()).hasSize(100);
    }

    @Test
    void aSocketMayBeInManyRoomsAtOnce() {
        MemoryAdapter adapter = new MemoryAdapter();
        for (int s = 0; s < 20; s++) {
            adapter.add(new FakeSocket("s" + s));
            for (int r = 0; r < 5000; r++) {
                adapter.join("s" + s, List.of("r" + r));
            }
        }
        assertThat(adapter.roomCount()).isEqualTo(5000);
        for (int s = 0; s < 20; s++) {
            for (int r = 0; r < 5000; r++) {
                adapter.leave("s" + s, "r" + r);
            }
        }
        assertThat(adapter.roomCount()).isZero();
    }
}
