package io.sockeye.client;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Scheduler;
import io.sockeye.socketio.Decoded;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.Packet;
import io.sockeye.socketio.PacketDecoder;
import io.sockeye.socketio.RawJson;
import io.sockeye.socketio.SocketIoException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect, and the connection that comes of it. Everything happens inside of the client's {@link Inbox}, but for {@link #prepare}; what comes when it isn't the
 * client's current connection any more is ignored.
 */
final class Connection implements Link.Listener {
    private final ClientCore client;
    private final ConnectOptions options;
    private final PacketDecoder decoder;
    private final Set<String> awaited = new HashSet<>();
    private final List<ConnectError> refusals = new ArrayList<>();
    private final CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();
    private Auth auth = Auth.NONE;
    private EngineProtocol protocol = EngineProtocol.V4;
    private String engineSid = "";
    private boolean open;
    private boolean established;
    private @Nullable Link link;
    private Scheduler.@Nullable Task deadline;

    Connection(ClientCore client, ConnectOptions options) {
        this.client = client;
        this.options = options;
        this.decoder = client.services()
                .settings()
                .codec()
                .newDecoder(client.services().settings().decoder());
    }

    ConnectOptions options() {
        return options;
    }

    boolean isEstablished() {
        return established;
    }

    /** The namespaces that said no. */
    List<ConnectError> refusals() {
        return refusals;
    }

    /** The link; only after it was opened. */
    Link link() {
        Link made = link;
        if (made == null) {
            throw new IllegalStateException("not opened");
        }
        return made;
    }

    @Nullable
    Link linkOrNull() {
        return link;
    }

    /** Begins: suppliers of the user are asked on the executor, then the link is opened. */
    void begin() {
        deadline = client.services()
                .scheduler()
                .schedule(options.timeout().toNanos(), () -> client.execute(this::timedOut));
        client.services().executor().execute(this::prepare);
    }

    /** Runs user code. */
    private void prepare() {
        try {
            String url = options.url().get();
            Object given = options.auth().get();
            if (given instanceof CompletionStage<?> stage) {
                stage.whenComplete((value, failure) -> prepared(url, value, failure));
            } else {
                prepared(url, given, null);
            }
        } catch (Throwable e) {
            client.execute(() -> fail(e));
        }
    }

    private void prepared(String url, @Nullable Object value, @Nullable Throwable failure) {
        if (failure != null) {
            client.execute(() -> fail(failure));
            return;
        }
        try {
            Auth written = Auth.of(value, client.services().settings().json());
            client.execute(() -> open(url, written));
        } catch (RuntimeException e) {
            client.execute(() -> fail(e));
        }
    }

    private void open(String url, Auth written) {
        if (!isCurrent()) {
            return;
        }
        auth = written;
        try {
            link = client.services()
                    .links()
                    .open(new Link.Request(url, options.headers(), options.transports(), options.path()), this);
            link.readable(client.isReadable());
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private boolean isCurrent() {
        return client.connection() == this;
    }

    private void input(Runnable input) {
        client.execute(() -> {
            if (isCurrent()) {
                input.run();
            }
        });
    }

    @Override
    public void onOpen(EngineProtocol protocol, String engineSid) {
        input(() -> {
            this.protocol = protocol;
            this.engineSid = engineSid;
            open = true;
            client.namespaces().wanted().forEach(this::join);
        });
    }

    /** Asks for a namespace, now or when it is open. */
    void join(SocketCore socket) {
        if (!open) {
            return;
        }
        if (!established) {
            awaited.add(socket.namespace());
        }
        boolean implicit = protocol == EngineProtocol.V3 && socket.namespace().equals("/");
        if (!implicit) {
            socket.sendConnect(this);
        }
    }

    EncodedMessage connectPacket(String namespace, @Nullable String pid, @Nullable String offset) {
        return switch (protocol) {
            case V3 -> client.services().settings().codec().connect(namespace + auth.query(), null);
            case V4 ->
                client.services()
                        .settings()
                        .codec()
                        .connect(
                                namespace,
                                auth.with(
                                        pid,
                                        offset,
                                        client.services().settings().json()));
        };
    }

    @Override
    public void onText(byte[] utf8, int from, int to) {
        input(() -> handle(decoder.text(utf8, from, to)));
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        input(() -> handle(decoder.binary(bytes, from, to)));
    }

    @Override
    public void onDrain() {
        input(() -> client.namespaces().wanted().forEach(socket -> {
            if (socket.isJoined()) {
                socket.flush(this);
            }
        }));
    }

    @Override
    public void onClose(CloseReason reason, @Nullable Throwable cause) {
        gone.complete(null);
        input(() -> {
            if (established) {
                client.broken(this, DisconnectReason.of(reason), null);
            } else {
                fail(cause != null ? cause : new SocketIoException("the connection ended: " + reason.text()));
            }
        });
    }

    private void handle(Decoded decoded) {
        switch (decoded) {
            case Decoded.NeedMore more -> {}
            case Decoded.ProtocolError error -> malformed();
            case Packet packet -> {
                SocketCore socket = client.namespaces().find(packet.namespace());
                if (socket != null) {
                    handle(socket, packet);
                }
            }
        }
    }

    private void handle(SocketCore socket, Packet packet) {
        try {
            switch (packet) {
                case Packet.Connect connect -> connected(socket, connect);
                case Packet.ConnectError error ->
                    refused(
                            socket,
                            ConnectErrors.of(error, client.services().settings().json()));
                case Packet.Disconnect disconnect -> kicked(socket);
                case Packet.Ack ack -> acknowledged(socket, ack);
                case Packet.Event event -> {
                    if (!socket.receive(event)) {
                        malformed();
                    }
                }
            }
        } catch (MalformedJsonException e) {
            malformed();
        }
    }

    private void connected(SocketCore socket, Packet.Connect packet) {
        RawJson data = packet.auth();
        if (protocol == EngineProtocol.V3) {
            String prefix = socket.namespace().equals("/") ? "" : socket.namespace() + "#";
            socket.connected(prefix + engineSid, null, this);
        } else {
            ConnectAnswer answer =
                    ConnectAnswer.of(data, client.services().settings().json());
            if (answer.sid() == null) {
                refused(
                        socket,
                        ConnectError.refusal(
                                socket.namespace(),
                                "the server speaks the protocol of Socket.IO 2; see the option protocol",
                                null,
                                client.services().settings().json()));
                return;
            }
            socket.connected(answer.sid(), answer.pid(), this);
        }
        answered(socket);
    }

    private void refused(SocketCore socket, ConnectError error) {
        if (socket.isJoined() || !socket.isWanted()) {
            return;
        }
        if (!established) {
            refusals.add(error);
        }
        socket.refused(error);
        answered(socket);
    }

    private void kicked(SocketCore socket) {
        if (!established && socket.isWanted()) {
            refusals.add(ConnectError.refusal(
                    socket.namespace(),
                    "disconnected by the server",
                    null,
                    client.services().settings().json()));
        }
        socket.leave(DisconnectReason.IO_SERVER_DISCONNECT, this);
        answered(socket);
    }

    /** The namespace has answered, or left; who was the last one decides. */
    void answered(SocketCore socket) {
        awaited.remove(socket.namespace());
        if (established) {
            client.endIfUnused(this);
        } else if (open && awaited.isEmpty()) {
            established = true;
            cancelDeadline();
            client.established(this);
        }
    }

    private void acknowledged(SocketCore socket, Packet.Ack packet) {
        var pending = socket.acks().take(packet.ackId());
        if (pending != null) {
            pending.completed(packet.arguments());
        } else {
            client.services().settings().json().validate(packet.arguments());
        }
    }

    void malformed() {
        client.broken(
                this, DisconnectReason.PARSE_ERROR, new SocketIoException("the server sent what isn't Socket.IO"));
    }

    private void timedOut() {
        if (isCurrent() && !established) {
            String missing = awaited.isEmpty() ? "" : "; no answer for " + String.join(", ", awaited);
            fail(new SocketIoException(
                    "not connected within " + options.timeout().toMillis() + " ms" + missing));
        }
    }

    private void fail(Throwable cause) {
        if (isCurrent()) {
            client.broken(this, DisconnectReason.TRANSPORT_ERROR, cause);
        }
    }

    private void cancelDeadline() {
        Scheduler.Task running = deadline;
        if (running != null) {
            running.cancel();
        }
    }

    /** Ends the link; completes inside of the inbox or the link when it is gone. */
    CompletableFuture<@Nullable Void> close() {
        cancelDeadline();
        Link made = link;
        if (made == null) {
            gone.complete(null);
        } else {
            made.close();
        }
        return gone;
    }
}
