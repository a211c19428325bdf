package io.sockeye.client;

import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.HandlerError;
import io.sockeye.dispatch.HandlerError.Kind;
import io.sockeye.dispatch.run.AckRegistry;
import io.sockeye.dispatch.run.Mailbox;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.DisconnectedException;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.Packet;
import io.sockeye.socketio.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One namespace of a client, over all connections.
 *
 * <pre>
 * OUT --join--> JOINING --connected--> JOINED
 *  ^               |   ^--------lost------'|
 *  '---refused-----'                       |
 *  '-------------left, kicked--------------'
 * </pre>
 *
 * <p>What isn't volatile or final is touched inside of the client's {@link Inbox} only.
 */
final class SocketCore {
    private final ClientCore client;
    private final String namespace;
    private final Mailbox mailbox;
    private final AckRegistry acks = new AckRegistry();
    private final AckRegistry outcomes = new AckRegistry();
    private final AckWaiting waiting = new AckWaiting(this, acks);
    private final AckWaiting waitingForOutcome = new AckWaiting(this, outcomes);
    private final AtomicLong ackIds = new AtomicLong();
    private final SocketOutput output;
    private final @Nullable RetryQueue retries;
    private final SocketEvents<?> events;
    private final List<Packet.Event> early = new ArrayList<>();
    private volatile @Nullable ClientSession session;
    private State state = State.OUT;
    private CompletableFuture<@Nullable Void> joining = new CompletableFuture<>();
    private @Nullable String pid;
    private @Nullable String offset;

    SocketCore(ClientCore client, String namespace, Function<SocketCore, SocketEvents<?>> events) {
        Settings settings = client.services().settings();
        this.client = client;
        this.namespace = namespace;
        this.mailbox =
                new Mailbox(settings.handling().executor(), settings.handling().concurrent());
        this.output = new SocketOutput(client, namespace, acks);
        this.retries = settings.delivery().retries() > 0 ? new RetryQueue(this, outcomes) : null;
        this.events = events.apply(this);
    }

    ClientCore client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    AckRegistry acks() {
        return acks;
    }

    /** Who waits for acknowledgements of single events. */
    AckWaiting waiting() {
        return waiting;
    }

    /** Who waits for what becomes of events that are sent until they are acknowledged. */
    AckWaiting waitingForOutcome() {
        return waitingForOutcome;
    }

    /** Null without the option {@code retries}. */
    @Nullable
    RetryQueue retries() {
        return retries;
    }

    SocketEvents<?> events() {
        return events;
    }

    /** Null while it isn't connected. */
    @Nullable
    ClientSession session() {
        return session;
    }

    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    /** Whether it is in, or shall be. */
    boolean isWanted() {
        return state != State.OUT;
    }

    boolean isJoined() {
        return state == State.JOINED;
    }

    /** It shall be in the namespace; the future ends with the outcome. */
    CompletableFuture<@Nullable Void> want() {
        if (state == State.OUT) {
            state = State.JOINING;
            joining = new CompletableFuture<>();
        }
        return joining;
    }

    /** CONNECT, with what the server needs to restore the state from before. */
    void sendConnect(Connection connection) {
        early.clear();
        connection.link().offerExempt(connection.connectPacket(namespace, pid, offset));
    }

    /** The server let it in. */
    void connected(String sid, @Nullable String newPid, Connection connection) {
        if (state != State.JOINING) {
            return;
        }
        ClientSession begun = new ClientSession(this, sid, newPid != null && newPid.equals(pid));
        pid = newPid;
        state = State.JOINED;
        session = begun;
        early.forEach(event -> mailbox.post(new SocketTasks.Event(begun, event)));
        early.clear();
        flush(connection);
        mailbox.post(new SocketTasks.Life(client, namespace, "connect", events::connected));
        joining.complete(null);
        if (retries != null) {
            retries.drain();
        }
    }

    /** The server didn't let it in, or didn't answer. */
    void refused(ConnectError error) {
        if (state == State.JOINING) {
            leaveState();
            failed(error);
            joining.completeExceptionally(new ConnectFailedException(error.toString(), List.of(error), null));
        }
    }

    /** An attempt failed before the namespace was joined; it may be tried again. */
    void failed(ConnectError error) {
        dropEarly();
        mailbox.post(new SocketTasks.Life(client, namespace, "connect_error", () -> events.connectFailed(error)));
    }

    /** The connection has ended, the socket waits for another one. */
    void lost(DisconnectReason reason) {
        dropEarly();
        if (state == State.JOINED) {
            state = State.JOINING;
            joining = new CompletableFuture<>();
            end(reason);
        }
    }

    /** It is over with this namespace; without effect when it is out. */
    void leave(DisconnectReason reason, @Nullable Connection connection) {
        State before = state;
        leaveState();
        switch (before) {
            case OUT -> {}
            case JOINING ->
                joining.completeExceptionally(
                        new ConnectFailedException(namespace + ": " + reason.text(), List.of(), null));
            case JOINED -> {
                if (reason == DisconnectReason.IO_CLIENT_DISCONNECT) {
                    if (connection != null) {
                        connection
                                .link()
                                .offerExempt(
                                        client.services().settings().codec().disconnect(namespace));
                    }
                    ClientSession ended = session;
                    if (ended != null) {
                        ended.deafen();
                    }
                }
                end(reason);
            }
        }
    }

    private void leaveState() {
        state = State.OUT;
        pid = null;
        offset = null;
        dropEarly();
    }

    private void end(DisconnectReason reason) {
        ClientSession ended = session;
        session = null;
        output.accept();
        if (ended != null) {
            acks.failAll(() -> new DisconnectedException(ended.sid(), reason));
            client.farewellBegins();
            mailbox.post(new SocketTasks.Disconnect(ended, reason));
        }
    }

    private void dropEarly() {
        early.forEach(event -> client.budget().release(SocketTasks.Event.size(event)));
        early.clear();
    }

    /** An event that arrived. False when the connection has to end for it. */
    boolean receive(Packet.Event event) {
        ClientSession now = session;
        if (state == State.OUT) {
            return true; // it was sent before the server heard of the end
        }
        if (pid != null && !remember(event)) {
            return false;
        }
        boolean affordable = client.budget().charge(SocketTasks.Event.size(event));
        if (now == null) {
            early.add(event); // what is sent again comes before the CONNECT
        } else {
            mailbox.post(new SocketTasks.Event(now, event));
        }
        return affordable;
    }

    /** With state recovery, the last argument is the offset of the event if it is a string. */
    private boolean remember(Packet.Event event) {
        JsonCodec json = client.services().settings().json();
        try {
            List<RawJson> arguments = json.split(event.arguments(), 1);
            if (!arguments.isEmpty()) {
                RawJson last = arguments.getLast();
                if (last.bytes()[last.from()] == '"') {
                    offset = json.read(last, String.class);
                }
            }
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    /** Any thread. */
    void sendAck(ClientSession from, long ackId, @Nullable Object[] arguments) {
        EncodedMessage message = client.services().settings().codec().ack(namespace, ackId, arguments);
        client.execute(() -> {
            Connection connection = client.connection();
            if (session == from && connection != null) {
                connection.link().offerExempt(message);
            }
        });
    }

    /** Any thread. */
    CompletableFuture<@Nullable Void> send(long ackId, boolean isVolatile, String event, @Nullable Object[] arguments) {
        Outbound outbound = new Outbound(
                client.services().settings().codec().event(namespace, ackId, event, arguments), ackId, isVolatile);
        outgoing(event, arguments);
        client.execute(() -> transmit(outbound));
        return outbound.taken();
    }

    void outgoing(String event, @Nullable Object[] arguments) {
        SocketListeners listeners = events.listeners();
        if (listeners.outgoing.isEmpty()) {
            return;
        }
        try {
            Args args = Args.of(arguments);
            listeners.outgoing.each(listener -> listener.handle(event, args));
        } catch (Exception e) {
            client.services().errors().onError(new HandlerError(Kind.LISTENER, namespace, waiting.sid(), event, e));
        }
    }

    void transmit(Outbound event) {
        Connection connection = client.connection();
        output.transmit(event, state == State.JOINED && connection != null ? connection.link() : null);
    }

    /** There is room again. */
    void flush(Connection connection) {
        output.flush(connection.link());
    }

    /** Nobody needs to wait for acknowledgements any more; any thread. */
    void abandon() {
        acks.failAll(() -> new DisconnectedException(waiting.sid(), DisconnectReason.FORCED_CLOSE));
        outcomes.failAll(() -> new DisconnectedException(waiting.sid(), DisconnectReason.FORCED_CLOSE));
    }

    /** Nothing will ever be sent any more. */
    void close() {
        NotSentException cause = new NotSentException("namespace " + namespace + ": the client has been closed");
        output.fail(cause);
        acks.close(() -> cause);
        if (retries != null) {
            retries.clear();
        }
        outcomes.close(() -> cause);
    }

    @Override
    public String toString() {
        return "Socket[" + waiting.sid() + " in " + namespace + ", " + state + "]";
    }

    private enum State {
        /** Not in, and nobody wants it. */
        OUT,
        /** It shall be in, and is when there is a connection and the server lets it. */
        JOINING,
        /** In. */
        JOINED
    }
}
