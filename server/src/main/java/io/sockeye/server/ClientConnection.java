package io.sockeye.server;

import io.sockeye.dispatch.run.InboundBudget;
import io.sockeye.dispatch.run.Mailbox;
import io.sockeye.dispatch.run.PendingAck;
import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.server.EngineSession;
import io.sockeye.engineio.server.EngineSession.Offer;
import io.sockeye.engineio.server.EngineSession.Urgency;
import io.sockeye.engineio.server.SessionListener;
import io.sockeye.socketio.Decoded;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.Packet;
import io.sockeye.socketio.PacketDecoder;
import io.sockeye.socketio.RawJson;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO session and the sockets that its client has on it: decodes packets and brings them to the mailboxes of their sockets. What the client does against the protocol
 * closes it.
 *
 * <p>The methods of {@link SessionListener} come one at a time, on threads of the host; {@link #close} may come from any thread.
 */
final class ClientConnection implements SessionListener, InboundBudget.Gate {
    private final Services services;
    private final EngineSession session;
    private final PacketDecoder decoder;
    private final InboundBudget budget;
    private final Executor handlers;
    private final SocketTable sockets = new SocketTable();
    private final long joinDeadline;

    /** A mailbox that has got work and whose thread has not been started yet; only within the calls of the host. */
    private @Nullable Mailbox unstarted;

    ClientConnection(Services services, EngineSession session) {
        this.services = services;
        this.session = session;
        this.decoder = services.codec().newDecoder(services.decoderLimits());
        this.budget = new InboundBudget(services.settings().handlers().inbound(), this);
        this.handlers = services.handlers(session);
        this.joinDeadline = services.scheduler().nanoTime()
                + services.settings().connections().connectTimeout().toNanos();
    }

    Services services() {
        return services;
    }

    EngineSession session() {
        return session;
    }

    /** Carries the drains of its sockets' mailboxes. */
    Executor handlers() {
        return handlers;
    }

    InboundBudget budget() {
        return budget;
    }

    @Override
    public void readable(boolean readable) {
        session.readable(readable);
    }

    /** When it is closed unless it has joined a namespace, in the time of the scheduler. */
    long joinDeadline() {
        return joinDeadline;
    }

    /** Whether no namespace has been joined or is just being joined. */
    boolean isUnused() {
        return sockets.isDead();
    }

    /** The begin: clients of revision 3 are in {@code /} without asking. */
    void opened() {
        if (session.protocol() == EngineProtocol.V3) {
            connect(new Packet.Connect("/", null, null));
            startMailbox();
        }
    }

    @Override
    public void onText(byte[] utf8, int from, int to) {
        if (!sockets.isClosed()) {
            handle(decoder.text(utf8, from, to));
        }
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        if (!sockets.isClosed()) {
            handle(decoder.binary(bytes, from, to));
        }
    }

    @Override
    public void onReadComplete() {
        startMailbox();
    }

    @Override
    public void onClose(CloseReason reason, @Nullable String description) {
        endAll(DisconnectReason.of(reason));
        startMailbox();
        services.server().ended(this);
    }

    private void handle(Decoded decoded) {
        switch (decoded) {
            case Decoded.NeedMore more -> {
                if (sockets.isStranger()) {
                    violation(); // attachments of strangers would wait here in memory
                }
            }
            case Decoded.ProtocolError error -> close(DisconnectReason.PARSE_ERROR);
            case Packet.Connect packet -> connect(packet);
            case Packet.ConnectError packet -> violation();
            case Packet.Event packet -> {
                SocketCore socket = joined(packet.namespace());
                if (socket != null) {
                    receive(socket, packet);
                }
            }
            case Packet.Ack packet -> {
                SocketCore socket = joined(packet.namespace());
                if (socket != null) {
                    acknowledge(socket, packet);
                }
            }
            case Packet.Disconnect packet -> {
                SocketCore socket = joined(packet.namespace());
                if (socket != null) {
                    socket.end(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
                    sockets.remove(socket);
                }
            }
        }
        if (sockets.isClosed()) {
            startMailbox();
        }
    }

    private @Nullable SocketCore joined(String namespace) {
        SocketCore socket = sockets.find(namespace);
        if (socket == null) {
            violation();
        }
        return socket;
    }

    private void violation() {
        close(DisconnectReason.FORCED_SERVER_CLOSE);
    }

    private void connect(Packet.Connect packet) {
        DefaultNamespace namespace = services.server().find(packet.namespace());
        SocketCore old = sockets.find(packet.namespace());
        boolean tooMany = old == null && sockets.size() >= maxNamespaces();
        if (tooMany || old != null && !old.isEnded()) {
            violation();
        } else if (namespace == null) {
            services.server().unknownNamespace();
            refuse(packet.namespace(), "Invalid namespace", null);
        } else {
            RawJson auth = auth(packet);
            if (auth == null || isJson(auth)) {
                join(namespace, auth, old);
            }
        }
    }

    private int maxNamespaces() {
        return services.settings().connections().maxNamespaces();
    }

    private void join(DefaultNamespace namespace, @Nullable RawJson auth, @Nullable SocketCore old) {
        if (old != null) {
            sockets.remove(old);
        }
        SocketCore socket = new SocketCore(this, namespace, auth);
        services.server().liveSockets().up();
        if (!sockets.add(socket)) {
            services.server().liveSockets().down();
            return;
        }
        socket.begin();
        if (namespace.lacksGreeters() && socket.mailbox().runIfIdle(new SocketTasks.Silent(socket::enter))) {
            return;
        }
        SocketTasks.Connect task = new SocketTasks.Connect(socket);
        boolean affordable = budget.charge(task.size());
        post(socket, task);
        if (!affordable) {
            close(DisconnectReason.INBOUND_TIMEOUT);
        }
    }

    /** Protocol 4 has no auth; what its clients send there is a query in the namespace. */
    private @Nullable RawJson auth(Packet.Connect packet) {
        String query = packet.query();
        if (query == null) {
            return packet.auth();
        }
        byte[] json = NamespaceQuery.toJson(query, services.json());
        return new RawJson(json, 0, json.length, List.of());
    }

    private void receive(SocketCore socket, Packet.Event event) {
        if (socket.isEnded()) {
            return; // it was sent before the client heard of the end
        }
        socket.home().counters().receive();
        SocketTasks.Event task = new SocketTasks.Event(socket, event);
        if (budget.charge(task.size())) {
            post(socket, task);
        } else {
            close(DisconnectReason.INBOUND_TIMEOUT);
        }
    }

    private void acknowledge(SocketCore socket, Packet.Ack packet) {
        PendingAck pending = socket.acks().take(packet.ackId());
        if (pending != null) {
            pending.completed(packet.arguments());
        } else {
            isJson(packet.arguments());
        }
    }

    /** Whether it is JSON; if not, the connection has been closed for it. */
    private boolean isJson(RawJson json) {
        try {
            services.json().validate(json);
            return true;
        } catch (MalformedJsonException e) {
            close(DisconnectReason.PARSE_ERROR);
            return false;
        }
    }

    private void post(SocketCore socket, Mailbox.Task task) {
        if (socket.mailbox().enqueue(task)) {
            startMailbox();
            unstarted = socket.mailbox();
        }
    }

    /** One thread for all that was read together. */
    private void startMailbox() {
        Mailbox mailbox = unstarted;
        if (mailbox != null) {
            unstarted = null;
            services.start(mailbox, session);
        }
    }

    /** Tells the client that it isn't let into a namespace. */
    void refuse(String namespace, String message, @Nullable Object data) {
        Offer offer = session.offer(
                services.codec().connectError(session.protocol(), namespace, message, data), Urgency.NORMAL, true);
        if (offer == Offer.OVER_BUDGET) {
            close(DisconnectReason.SLOW_CLIENT);
        }
    }

    /** A socket has been let in. */
    void joined() {
        services.server().joined(this);
    }

    /** Ends all sockets, and the connection. */
    void close(DisconnectReason reason) {
        endAll(reason);
        switch (reason) {
            case SLOW_CLIENT -> session.closeNow(CloseReason.SLOW_CLIENT);
            case INBOUND_TIMEOUT -> session.closeNow(CloseReason.INBOUND_TIMEOUT);
            case PARSE_ERROR -> session.close(CloseReason.PARSE_ERROR);
            case SERVER_SHUTTING_DOWN -> session.close(CloseReason.SERVER_SHUTTING_DOWN);
            case TRANSPORT_ERROR,
                    TRANSPORT_CLOSE,
                    FORCED_CLOSE,
                    PING_TIMEOUT,
                    FORCED_SERVER_CLOSE,
                    CLIENT_NAMESPACE_DISCONNECT,
                    SERVER_NAMESPACE_DISCONNECT,
                    IO_SERVER_DISCONNECT,
                    IO_CLIENT_DISCONNECT -> session.close(CloseReason.FORCED_CLOSE);
        }
    }

    /** As {@code disconnect(true)}: each socket is told, then the connection is closed. */
    void disconnect() {
        for (SocketCore socket : sockets.close()) {
            socket.disconnect();
        }
        session.close(CloseReason.FORCED_CLOSE);
    }

    private void endAll(DisconnectReason reason) {
        for (SocketCore socket : sockets.close()) {
            socket.end(reason);
        }
    }
}
