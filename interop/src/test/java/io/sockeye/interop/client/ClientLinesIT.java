package io.sockeye.interop.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sockeye.client.ConnectFailedException;
import io.sockeye.dispatch.Args;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.interop.peer.Server;
import io.sockeye.interop.wire.Until;
import io.sockeye.socketio.AckTimeoutException;
import io.sockeye.socketio.DisconnectReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Both clients over each transport against every server: what one connection can do. */
final class ClientLinesIT {
    /** Long enough for a busy machine, and short enough to be waited for. */
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(10);

    static final String TEXT = "é ☃ 𝒳 \u2028";
    private static final byte[] SMALL = {0, 1, 127, (byte) 128, (byte) 254, (byte) 255};
    private static final byte[] LARGE = new byte[3000];
    private static final List<Server> SERVERS = new ArrayList<>();

    record Picture(String name, byte[] bytes) {}

    record Album(String title, List<Picture> pictures) {}

    record Refusal(String code, String hint) {}

    static {
        IntStream.range(0, LARGE.length).forEach(index -> LARGE[index] = (byte) index);
    }

    @TestFactory
    Stream<DynamicNode> everyLine() {
        Lines lines = new Lines();
        Arrays.stream(Peer.values())
                .parallel()
                .map(Line::startedServer)
                .toList()
                .forEach(started -> {
                    SERVERS.add(started.server());
                    Variant.all().forEach(variant -> new Line(started.peer(), started.server(), variant).addTo(lines));
                });
        return lines.start();
    }

    @AfterAll
    static void closeServers() {
        SERVERS.forEach(Server::close);
    }

    private record Started(Peer peer, Server server) {}

    /** One server, one client, one way to it. */
    private static final class Line {
        private final Peer peer;
        private final Server server;
        private final Variant variant;
        private final TestClient client;
        private final Heard<Map<?, ?>> welcomes = new Heard<>();

        private Line(Peer peer, Server server, Variant variant) {
            this.peer = peer;
            this.server = server;
            this.variant = variant;
            this.client = variant.client(peer, UnaryOperator.identity());
        }

        static Started startedServer(Peer peer) {
            return new Started(peer, peer.start(PING_TIMEOUT));
        }

        void addTo(Lines lines) {
            String name = peer + ", " + variant;
            lines.add(name, "connect", this::connect)
                    .add(name, "transport", this::transport)
                    .add(name, "text", this::text)
                    .add(name, "binary", this::binary)
                    .add(name, "many up, in order", this::manyUp)
                    .add(name, "many down, in order", this::manyDown)
                    .add(name, "ask", this::ask)
                    .add(name, "answer", this::answer)
                    .add(name, "timeout", this::timeout)
                    .add(name, "volatile", this::volatileEvent)
                    .add(name, "room", this::room)
                    .add(name, "namespaces", this::namespaces)
                    .add(name, "refusals", this::refusals)
                    .add(name, "heartbeats", this::heartbeats)
                    .add(name, "server leaves", this::serverLeaves)
                    .add(name, "client leaves", this::clientLeaves);
        }

        private void connect() throws InterruptedException {
            client.events().on("welcome", Map.class, welcomes::add);
            client.events("/secret").on("welcome", Map.class, welcomes::add);

            client.connect(variant.to(server.url())
                    .namespaces("/")
                    .auth(Map.of("token", "sesame"))
                    .retry(true) // the first time is slow enough to miss a heartbeat
                    .build());

            assertThat(client.isConnected("/")).isTrue();
            assertThat(client.sid("/").orElseThrow()).isNotEmpty();
            if (peer.protocol() == EngineProtocol.V3) {
                assertThat(welcomes.take().get("from")).isEqualTo("url");
            } else {
                assertThat(welcomes.take()).isEqualTo(Map.of("token", "sesame"));
            }
        }

        private void transport() {
            Until.becomes(
                    TestClient.LIMIT,
                    () -> client.transport().orElseThrow(),
                    transport -> transport == variant.mode().last());
        }

        private void text() throws InterruptedException {
            Heard<Args> echoes = new Heard<>();
            client.events().once("echo back", (args, ack) -> echoes.add(args));

            client.emit("echo", TEXT, Map.of("é ☃", List.of(TEXT)), null, 1.5, true);

            Args echo = echoes.take();
            assertThat(echo.get(0, String.class)).isEqualTo(TEXT);
            assertThat(echo.get(1, Object.class)).isEqualTo(Map.of("é ☃", List.of(TEXT)));
            assertThat(echo.get(2, Object.class)).isNull();
            assertThat(echo.get(3, double.class)).isEqualTo(1.5);
            assertThat(echo.get(4, boolean.class)).isTrue();
            assertThat(client.call("hear", TEXT).get(0, String.class)).isEqualTo(unicode(TEXT));
        }

        private void binary() throws InterruptedException {
            Heard<Args> echoes = new Heard<>();
            client.events().once("echo back", (args, ack) -> echoes.add(args));

            client.emit(
                    "echo", new Album(TEXT, List.of(new Picture("small", SMALL), new Picture("large", LARGE))), SMALL);

            Args echo = echoes.take();
            Album album = echo.get(0, Album.class);
            assertThat(album.title()).isEqualTo(TEXT);
            assertThat(album.pictures()).extracting(Picture::name).containsExactly("small", "large");
            assertThat(album.pictures()).extracting(Picture::bytes).containsExactly(SMALL, LARGE);
            assertThat(echo.get(1, byte[].class)).isEqualTo(SMALL);
            assertThat(client.call("hear", (Object) LARGE).get(0, String.class))
                    .isEqualTo(HexFormat.of().formatHex(LARGE));
        }

        private void manyUp() {
            IntStream.range(0, 200).forEach(number -> client.emit("number", number));

            assertThat(client.counted())
                    .isEqualTo(IntStream.range(0, 200).boxed().toList());
        }

        private void manyDown() throws InterruptedException {
            Heard<Integer> numbers = new Heard<>();
            Heard<Integer> end = new Heard<>();
            client.events().on("number", Integer.class, numbers::add);
            client.events().once("numbers sent", () -> end.add(0));

            client.emit("numbers", 300);

            end.take();
            for (int number = 0; number < 300; number++) {
                assertThat(numbers.take()).isEqualTo(number);
            }
        }

        private void ask() {
            Args answer = client.call("ask", TEXT, 7);
            Args bytes = client.call("ask", new Picture(TEXT, LARGE));

            assertThat(answer.size()).isEqualTo(2);
            assertThat(answer.get(0, String.class)).isEqualTo(TEXT);
            assertThat(answer.get(1, int.class)).isEqualTo(7);
            assertThat(bytes.get(0, Picture.class).bytes()).isEqualTo(LARGE);
        }

        private void answer() throws InterruptedException {
            Heard<Args> answers = new Heard<>();
            client.events().on("answered", (args, ack) -> answers.add(args));
            client.events().onCall("question", String.class, question -> question + TEXT);
            client.events()
                    .onCall("album?", Picture.class, picture -> new Picture(TEXT + picture.name(), picture.bytes()));

            client.emit("ask me", "question", TEXT);
            assertThat(answers.take().get(0, String.class)).isEqualTo(TEXT + TEXT);

            client.emit("ask me", "album?", new Picture(TEXT, SMALL));
            Picture picture = answers.take().get(0, Picture.class);
            assertThat(picture.name()).isEqualTo(TEXT + TEXT);
            assertThat(picture.bytes()).isEqualTo(SMALL);
        }

        private void timeout() {
            assertThatThrownBy(() -> client.callIn("/", Duration.ofMillis(100), "never"))
                    .isInstanceOf(AckTimeoutException.class);
        }

        /** It may get lost while the answer to a POST is on its way. */
        private void volatileEvent() {
            Heard<String> echoes = new Heard<>();
            client.events().once("echo back", String.class, echoes::add);

            Until.becomes(
                    TestClient.LIMIT,
                    () -> {
                        client.emitVolatile("echo", TEXT);
                        return echoes;
                    },
                    heard -> !heard.isEmpty());
        }

        private void room() throws InterruptedException {
            Heard<Picture> pictures = new Heard<>();
            String room = "room of " + variant;
            client.events().on("to room", Picture.class, pictures::add);

            client.call("join", room);
            client.emit("to room", room, new Picture(TEXT, SMALL));

            assertThat(pictures.take().bytes()).isEqualTo(SMALL);
        }

        private void namespaces() throws InterruptedException {
            client.join("/chat");
            assertThat(client.callIn("/chat", TestClient.LIMIT, "ask", TEXT).get(0, String.class))
                    .isEqualTo(TEXT);
            client.leave("/chat");
            assertThat(client.isConnected("/chat")).isFalse();

            client.join("/secret");
            assertThat(welcomes.take().get("token")).isEqualTo("sesame");
            assertThat(client.sid("/secret")).isPresent();
            client.leave("/secret");

            assertThat(client.isConnected("/")).isTrue();
        }

        private void refusals() {
            try (TestClient stranger = variant.client(peer, UnaryOperator.identity())) {
                ConnectFailedException refused = catchThrowableOfType(
                        ConnectFailedException.class,
                        () -> stranger.connect(variant.to(server.url())
                                .namespaces("/secret")
                                .auth(Map.of("token", "mellon"))
                                .build()));
                assertThat(refused.errors()).singleElement().satisfies(error -> {
                    assertThat(error.namespace()).isEqualTo("/secret");
                    assertThat(error.refused()).isTrue();
                    assertThat(error.data(Refusal.class)).isEqualTo(new Refusal("wrong token", TEXT));
                });
                assertThatThrownBy(() -> stranger.connect(
                                variant.to(server.url()).namespaces("/nobody").build()))
                        .isInstanceOf(ConnectFailedException.class)
                        .hasMessageContaining("/nobody");
                assertThat(stranger.isConnected("/")).isFalse();
            }
        }

        /** The server would have dropped a client that doesn't answer its pings, and the other way round. */
        private void heartbeats() throws InterruptedException {
            Heard<DisconnectReason> ends = new Heard<>();
            client.events().onDisconnect(ends::add);
            assertThatThrownBy(() -> client.callIn("/", PING_TIMEOUT.plusSeconds(1), "never"))
                    .isInstanceOf(AckTimeoutException.class);

            assertThat(client.call("ask", TEXT).get(0, String.class)).isEqualTo(TEXT);
            assertThat(ends.isEmpty()).isTrue();
            assertThat(client.transport()).contains(variant.mode().last());
        }

        private void serverLeaves() throws InterruptedException {
            Heard<DisconnectReason> ends = new Heard<>();
            client.events().onDisconnect(ends::add);

            client.emit("leave");

            assertThat(ends.take()).isEqualTo(DisconnectReason.IO_SERVER_DISCONNECT);
            client.end();
            assertThat(client.isConnected("/")).isFalse();
        }

        private void clientLeaves() throws InterruptedException {
            Heard<DisconnectReason> ends = new Heard<>();
            client.connect(variant.to(server.url())
                    .namespaces("/")
                    .auth(Map.of("token", "sesame"))
                    .build());
            client.events().onDisconnect(ends::add);

            client.disconnect();

            assertThat(ends.take()).isEqualTo(DisconnectReason.IO_CLIENT_DISCONNECT);
            client.end();
            client.close();
        }
    }

    private static String unicode(String text) {
        return text.codePoints().mapToObj(Integer::toHexString).collect(Collectors.joining(" "));
    }
}
