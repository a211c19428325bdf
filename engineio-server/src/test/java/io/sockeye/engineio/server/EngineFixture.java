package io.sockeye.engineio.server;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.FakeScheduler;
import io.sockeye.engineio.server.EngineSession.Offer;
import io.sockeye.engineio.server.EngineSession.Urgency;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.HostServer;
import io.sockeye.engineio.server.host.MemoryClient;
import io.sockeye.engineio.server.host.MemoryHost;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An {@link EngineServer} on a host in memory and a turned clock: nothing happens but in {@link #settle} and {@link #advance}. */
final class EngineFixture implements AutoCloseable {
    final FakeScheduler scheduler = new FakeScheduler();
    final MemoryHost host = MemoryHost.manual();
    final EngineServer engine;
    final List<Session> sessions = new ArrayList<>();
    final List<RecordingListener> listeners = new ArrayList<>();
    final List<ConnectionError> refused = new ArrayList<>();
    Consumer<EngineSession> onSession = session -> {};
    private final HostServer server;

    EngineFixture() {
        this(options -> options);
    }

    EngineFixture(UnaryOperator<EngineOptions.Builder> options) {
        EngineOptions.Builder builder = EngineOptions.builder()
                .scheduler(scheduler)
                .hookExecutor(Runnable::run)
                .onConnectionError(refused::add);
        engine = EngineServer.create(options.apply(builder).build(), this::accept);
        int max = engine.options().transport().maxPayload();
        HostConfig config = new HostConfig(null, 0, null, max, 16_384, false, 1024, Duration.ofSeconds(60));
        try {
            server = host.start(config, engine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SessionListener accept(EngineSession session) {
        RecordingListener listener = new RecordingListener();
        sessions.add((Session) session);
        listeners.add(listener);
        onSession.accept(session);
        return listener;
    }

    /** Lets everything happen that needs no time. */
    void settle() {
        while (host.run() | scheduler.runDue()) {}
    }

    void advance(Duration duration) {
        settle();
        scheduler.advance(duration, this::settle);
        settle();
    }

    void advance(long millis) {
        advance(Duration.ofMillis(millis));
    }

    MemoryClient connect() {
        try {
            return host.connect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request on a connection of its own and leaves it alone. */
    CompletableFuture<HostResponse> request(String method, String target, Headers headers, String body) {
        CompletableFuture<HostResponse> answer =
                connect().request(method, target, headers, body.getBytes(StandardCharsets.UTF_8));
        settle();
        return answer;
    }

    CompletableFuture<HostResponse> get(String target) {
        return request("GET", target, Headers.EMPTY, "");
    }

    CompletableFuture<HostResponse> post(String target, String body) {
        return request("POST", target, Headers.EMPTY, body);
    }

    CompletableFuture<MemoryWebSocket> webSocket(String target) {
        CompletableFuture<MemoryWebSocket> webSocket = connect().webSocket(target);
        settle();
        if (target.contains("EIO=3")) {
            advance(1);
        }
        return webSocket;
    }

    /** Opens a session over polling; its URL for polls and posts. */
    String handshake(String parameters) {
        String url = "/engine.io/?transport=polling&" + parameters;
        HostResponse answer = get(url).join();
        if (answer.status() != 200) {
            throw new IllegalStateException("handshake answered with " + answer.status() + " " + text(answer));
        }
        return url + "&sid=" + sessions.getLast().sid();
    }

    Session session() {
        return sessions.getLast();
    }

    RecordingListener listener() {
        return listeners.getLast();
    }

    Offer send(String text) {
        Offer offer = session().offer(message(text), Urgency.NORMAL, true);
        return offer;
    }

    static EncodedMessage message(String text) {
        return EncodedMessage.text(("4" + text).getBytes(StandardCharsets.UTF_8));
    }

    static String text(HostResponse answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    static String text(CompletableFuture<HostResponse> answer) {
        return text(answer.join());
    }

    /** What has arrived, as {@code 4hello}, {@code binary 0102} or {@code close 1005}. */
    static List<String> frames(MemoryWebSocket webSocket) {
        List<String> frames = new ArrayList<>();
        for (MemoryWebSocket.Frame frame = webSocket.poll(); frame != null; frame = webSocket.poll()) {
            frames.add(
                    switch (frame) {
                        case MemoryWebSocket.Frame.Text text -> text.text();
                        case MemoryWebSocket.Frame.Binary binary ->
                            "binary " + java.util.HexFormat.of().formatHex(binary.bytes());
                        case MemoryWebSocket.Frame.Close close -> "close " + close.code();
                    });
        }
        return frames;
    }

    @Override
    public void close() {
        engine.close(CloseReason.SERVER_SHUTTING_DOWN);
        settle();
        server.close();
        settle();
    }
}
