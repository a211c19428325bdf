package io.sockeye.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.socketio.Packet;
import io.sockeye.socketio.RawJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every adapter does. */
public abstract class AdapterContract {
    private static final BroadcastOptions ALL = BroadcastOptions.everybody(Duration.ofSeconds(1));

    private Adapter adapter;

    /** A new adapter of the kind that is tested. */
    protected abstract Adapter newAdapter();

    @BeforeEach
    void make() {
        adapter = newAdapter();
    }

    @AfterEach
    void close() {
        adapter.close();
    }

    private FakeSocket socket(String sid, String... rooms) {
        FakeSocket socket = new FakeSocket(sid);
        adapter.add(socket);
        adapter.join(sid, List.of(rooms));
        return socket;
    }

    private void emit(String name, BroadcastOptions options) {
        adapter.broadcast(event(name), options);
    }

    private static OutboundEvent event(String name) {
        EncodedMessage encoded = EncodedMessage.text(("42[\"" + name + "\"]").getBytes(StandardCharsets.UTF_8));
        return new OutboundEvent("/", Packet.NO_ACK, name, new Object[0], encoded);
    }

    @Test
    void withoutRoomsEverybodyIsAddressed() {
        FakeSocket a = socket("a", "red");
        FakeSocket b = socket("b");
        emit("hi", ALL);
        assertThat(a.take()).containsExactly("hi");
        assertThat(b.take()).containsExactly("hi");
    }

    @Test
    void aRoomIsAddressedAlone() {
        FakeSocket a = socket("a", "red");
        FakeSocket b = socket("b", "blue");
        emit("hi", ALL.withRooms(Set.of("red")));
        assertThat(a.take()).containsExactly("hi");
        assertThat(b.take()).isEmpty();
    }

    @Test
    void aSocketInSeveralAddressedRoomsIsReachedOnce() {
        FakeSocket a = socket("a", "red", "blue");
        FakeSocket b = socket("b", "blue");
        emit("hi", ALL.withRooms(Set.of("red", "blue", "nowhere")));
        assertThat(a.take()).containsExactly("hi");
        assertThat(b.take()).containsExactly("hi");
    }

    @Test
    void membersOfExceptedRoomsAreLeftOut() {
        FakeSocket a = socket("a", "red", "blue");
        FakeSocket b = socket("b", "blue");
        FakeSocket c = socket("c");
        emit("hi", ALL.withExcept(Set.of("red")));
        emit("ho", ALL.withRooms(Set.of("red", "blue")).withExcept(Set.of("red")));
        assertThat(a.take()).isEmpty();
        assertThat(b.take()).containsExactlyInAnyOrder("hi", "ho");
        assertThat(c.take()).containsExactly("hi");
    }

    @Test
    void theRoomOfASocketIsAnOrdinaryRoom() {
        FakeSocket a = socket("a", "a");
        FakeSocket b = socket("b", "b", "a");
        emit("hi", ALL.withRooms(Set.of("a")));
        adapter.leave("a", "a");
        emit("ho", ALL.withRooms(Set.of("a")));
        assertThat(a.take()).containsExactly("hi");
        assertThat(b.take()).containsExactly("hi", "ho");
    }

    @Test
    void roomsAreMadeOnFirstUseAndGoWithTheirLastMember() {
        FakeSocket a = socket("a", "red", "blue");
        FakeSocket b = socket("b", "blue");
        assertThat(adapter.roomCount()).isEqualTo(2);
        adapter.leave("a", "red");
        assertThat(adapter.roomCount()).isEqualTo(1);
        assertThat(adapter.remove(a)).containsExactly("blue");
        adapter.remove(b);
        assertThat(adapter.roomCount()).isZero();
        assertThat(adapter.socketCount()).isZero();
    }

    @Test
    void joiningTwiceIsJoiningOnce() {
        socket("a", "red", "red");
        adapter.join("a", List.of("red"));
        assertThat(adapter.rooms("a")).containsExactly("red");
        adapter.leave("a", "red");
        assertThat(adapter.rooms("a")).isEmpty();
        assertThat(adapter.roomCount()).isZero();
    }

    @Test
    void aJoinAfterTheEndDoesNothing() {
        FakeSocket a = socket("a", "red");
        assertThat(adapter.remove(a)).containsExactly("red");
        adapter.join("a", List.of("red"));
        emit("hi", ALL.withRooms(Set.of("red")));
        assertThat(a.take()).isEmpty();
        assertThat(adapter.roomCount()).isZero();
        assertThat(adapter.remove(a)).isEmpty();
    }

    @Test
    void aSocketThatReturnsWithItsSidIsNotRemovedWithTheOldOne() {
        FakeSocket old = socket("a", "red");
        FakeSocket fresh = socket("a", "blue");
        assertThat(adapter.remove(old)).isEmpty();
        emit("hi", ALL);
        assertThat(old.take()).isEmpty();
        assertThat(fresh.take()).containsExactly("hi");
        assertThat(adapter.rooms("a")).containsExactly("blue");
    }

    @Test
    void aClosedRoomIsLeftByAll() {
        FakeSocket a = socket("a", "red", "blue");
        socket("b", "red");
        adapter.closeRoom("red");
        adapter.closeRoom("nowhere");
        emit("hi", ALL.withRooms(Set.of("red")));
        assertThat(a.take()).isEmpty();
        assertThat(adapter.rooms("a")).containsExactly("blue");
        assertThat(adapter.rooms("b")).isEmpty();
    }

    @Test
    void unknownSocketsAndRoomsAreNoError() {
        adapter.leave("nobody", "red");
        adapter.join("nobody", List.of("red"));
        assertThat(adapter.rooms("nobody")).isEmpty();
        assertThat(adapter.roomCount()).isZero();
    }

    @Test
    void listsShowOnlySocketsThatAreConnected() {
        FakeSocket a = new FakeSocket("a").connecting();
        adapter.add(a);
        adapter.join("a", List.of("red"));
        socket("b", "red");
        socket("c");
        emit("hi", ALL.withRooms(Set.of("red")));
        assertThat(a.take()).containsExactly("hi");
        assertThat(adapter.sockets(Set.of("red"))).containsExactly("b");
        assertThat(adapter.sockets(Set.of())).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void theCollectorHearsHowManyClientsWereReached() {
        FakeSocket a = socket("a", "red");
        adapter.add(new FakeSocket("b").refusing());
        adapter.join("b", List.of("red"));
        AtomicInteger clients = new AtomicInteger(-1);
        PendingBroadcast pending =
                adapter.broadcastWithAck(event("hi"), ALL.withRooms(Set.of("red")), new AckCollector() {
                    @Override
                    public void delivered(int count) {
                        clients.set(count);
                    }

                    @Override
                    public void answered(RawJson arguments) {}

                    @Override
                    public void lost() {}
                });
        assertThat(a.take()).containsExactly("hi");
        assertThat(clients).hasValue(1);
        assertThat(adapter.serverCount()).isEqualTo(1);
        pending.cancel();
        assertThat(a.take()).containsExactly("forget " + Packet.NO_ACK);
    }

    @Test
    void aLargeRoomKeepsItsMembersThroughComingAndGoing() {
        FakeSocket[] sockets = new FakeSocket[3000];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = socket("s" + i, "s" + i, "all");
        }
        for (int i = 0; i < sockets.length; i += 3) {
            adapter.leave("s" + i, "all");
            adapter.remove(sockets[i + 1]);
        }
        emit("hi", ALL.withRooms(Set.of("all")));
        for (int i = 0; i < sockets.length; i++) {
            assertThat(sockets[i].take()).hasSize(i % 3 == 2 ? 1 : 0);
        }
        assertThat(adapter.roomCount()).isEqualTo(2001);
    }
}
