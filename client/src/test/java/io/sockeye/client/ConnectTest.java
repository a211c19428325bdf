package io.sockeye.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectTest {
    private final Fixture f = new Fixture();

    @Test
    void connectReturnsWhenTheNamespaceHasAnswered() {
        f.listening();
        FakeLink link = f.connected();
        assertThat(link.request.url()).isEqualTo(Fixture.URL);
        assertThat(f.heard()).isEqualTo("connect");
        Fixture.eventually(f.sio::isConnected);
        assertThat(f.sio.sid()).contains("s1");
        assertThat(f.sio.transport()).contains(Transport.WEBSOCKET);
    }

    @Test
    void withoutNamesThoseWithHandlersAreJoined() {
        f.sio.of("/chat").on("x", () -> {});
        f.sio.of("/idle");
        f.connecting(ConnectOptions.to(Fixture.URL).build());
        FakeLink link = f.engine.next();
        link.open();
        link.expect("0/chat,");
        assertThat(link.isQuiet()).isTrue();
    }

    @Test
    void theRootIsJoinedBesidesThoseThatAreNamed() {
        CompletableFuture<Void> connecting = Fixture.async(() -> f.sio.connect(Fixture.URL, "chat"));
        FakeLink link = f.engine.next();
        link.open();
        assertThat(List.of(link.take(), link.take())).containsExactlyInAnyOrder("0", "0/chat,");
        link.receive("0/chat,{\"sid\":\"c1\"}");
        assertThat(connecting).isNotDone();
        link.receive("0{\"sid\":\"s1\"}");
        Fixture.get(connecting);
        assertThat(f.sio.of("/chat").sid()).contains("c1");
    }

    @Test
    void theRootCanBeLeftOut() {
        f.connecting(
                ConnectOptions.to(Fixture.URL).namespaces("/chat").root(false).build());
        FakeLink link = f.engine.next();
        link.open();
        link.expect("0/chat,");
        assertThat(link.isQuiet()).isTrue();
    }

    @Test
    void authTransportsPathAndHeadersAreHandedOn() {
        f.connecting(ConnectOptions.to(Fixture.URL)
                .auth(Map.of("token", "t"))
                .transports(Transport.WEBSOCKET)
                .path("/other/")
                .headers(Map.of("X-A", "b"))
                .build());
        FakeLink link = f.engine.next();
        assertThat(link.request.transports()).containsExactly(Transport.WEBSOCKET);
        assertThat(link.request.path()).isEqualTo("/other/");
        assertThat(link.request.headers().get()).containsEntry("X-A", "b");
        link.open();
        link.expect("0{\"token\":\"t\"}");
    }

    @Test
    void authMayComeLater() {
        CompletableFuture<Map<String, String>> auth = new CompletableFuture<>();
        f.connecting(ConnectOptions.to(Fixture.URL).authFrom(() -> auth).build());
        assertThat(f.engine.isUnused()).isTrue();
        auth.complete(Map.of("token", "late"));
        FakeLink link = f.engine.next();
        link.open();
        link.expect("0{\"token\":\"late\"}");
    }

    @Test
    void authThatIsNoObjectFailsTheConnect() {
        CompletableFuture<Void> connecting =
                f.connecting(ConnectOptions.to(Fixture.URL).auth(List.of(1)).build());
        assertThat(Fixture.failure(connecting))
                .isInstanceOf(ConnectFailedException.class)
                .hasMessageContaining("JSON object");
    }

    @Test
    void aRefusalIsThrownWithItsDataAndNothingStaysConnected() {
        CompletableFuture<Void> connecting = Fixture.async(() -> f.sio.connect(Fixture.URL, "/", "/chat"));
        FakeLink link = f.engine.next();
        link.open();
        link.take();
        link.take();
        link.receive("0{\"sid\":\"s1\"}", "4/chat,{\"message\":\"no\",\"data\":{\"code\":7}}");
        ConnectFailedException thrown = (ConnectFailedException) Fixture.failure(connecting);
        assertThat(thrown).hasMessageContaining("/chat: no");
        ConnectError error = thrown.errors().getFirst();
        assertThat(error.namespace()).isEqualTo("/chat");
        assertThat(error.refused()).isTrue();
        assertThat((Object) error.data(Map.class)).isEqualTo(Map.of("code", 7));
        assertThat(link.take()).isEqualTo("1");
        Fixture.eventually(() -> link.closed);
        assertThat(f.sio.isConnected()).isFalse();
    }

    @Test
    void refusalsOfOtherServersAreUnderstood() {
        f.sio.onConnectError(error -> f.heard.add(error.message() + " " + error.data(Object.class)));
        for (String packet : List.of("4\"Unable to connect\"", "4", "4{\"code\":1}", "4{\"message\":\"m\"}")) {
            CompletableFuture<Void> connecting =
                    f.connecting(ConnectOptions.to(Fixture.URL).build());
            FakeLink link = f.engine.next();
            link.open();
            link.receive(packet);
            Fixture.failure(connecting);
        }
        assertThat(List.of(f.heard(), f.heard(), f.heard(), f.heard()))
                .containsExactly(
                        "Unable to connect Unable to connect",
                        "connection refused null",
                        "connection refused {code=1}",
                        "m null");
    }

    @Test
    void withoutWaitingARefusedNamespaceLeavesTheOthersAlone() {
        f.sio.of("/chat").onConnectError(error -> f.heard.add(error.toString()));
        f.sio.connect(
                ConnectOptions.to(Fixture.URL).namespaces("/chat").await(false).build());
        FakeLink link = f.engine.next();
        link.open();
        link.receive("4/chat,{\"message\":\"no\"}", "0{\"sid\":\"s1\"}");
        assertThat(f.heard()).isEqualTo("/chat: no");
        Fixture.eventually(f.sio::isConnected);
    }

    @Test
    void aServerThatDisconnectsInsteadOfAnsweringRefuses() {
        CompletableFuture<Void> connecting =
                f.connecting(ConnectOptions.to(Fixture.URL).build());
        FakeLink link = f.engine.next();
        link.open();
        link.receive("1");
        assertThat(Fixture.failure(connecting)).hasMessageContaining("disconnected by the server");
    }

    @Test
    void whenNobodyIsLetInTheConnectionEnds() {
        f.sio.connect(ConnectOptions.to(Fixture.URL).await(false).build());
        FakeLink link = f.engine.next();
        link.open();
        link.receive("4{\"message\":\"no\"}");
        Fixture.eventually(() -> link.closed);
        Fixture.get(Fixture.async(f.sio::join));
    }

    @Test
    void aConnectionThatFailsIsThrownWithItsCauseAndHeardByTheNamespaces() {
        f.listening();
        CompletableFuture<Void> connecting =
                f.connecting(ConnectOptions.to(Fixture.URL).build());
        Exception cause = new Exception("connection refused by the machine");
        f.engine.next().fail(cause);
        assertThat(Fixture.failure(connecting))
                .isInstanceOf(ConnectFailedException.class)
                .hasCause(cause);
        assertThat(f.heard()).isEqualTo("connect_error connection refused by the machine");
        assertThat(f.engine.isUnused()).isTrue();
    }

    @Test
    void theWholeConnectHasOneTime() {
        CompletableFuture<Void> connecting = f.connecting(
                ConnectOptions.to(Fixture.URL).timeout(Duration.ofSeconds(3)).build());
        FakeLink link = f.engine.next();
        f.advance(Duration.ofSeconds(2));
        link.open();
        link.take();
        assertThat(connecting).isNotDone();
        f.advance(Duration.ofSeconds(1));
        assertThat(Fixture.failure(connecting)).hasMessageContaining("no answer for /");
        Fixture.eventually(() -> link.closed);
    }

    @Test
    void withRetryAFirstFailureIsTriedAgain() {
        CompletableFuture<Void> connecting =
                f.connecting(ConnectOptions.to(Fixture.URL).retry(true).build());
        f.engine.next().end(CloseReason.TRANSPORT_ERROR);
        Fixture.eventually(() -> f.time.waiting() > 0);
        assertThat(connecting).isNotDone();
        f.advance(Duration.ofSeconds(1));
        f.engine.next().accept();
        Fixture.get(connecting);
    }

    @Test
    void aSecondConnectIsRefused() {
        f.connected();
        assertThatThrownBy(() -> f.sio.connect(Fixture.URL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("connected already");
    }

    @Test
    void aServerOfTheOldProtocolIsNamed() {
        CompletableFuture<Void> connecting =
                f.connecting(ConnectOptions.to(Fixture.URL).build());
        FakeLink link = f.engine.next();
        link.open();
        link.receive("0");
        assertThat(Fixture.failure(connecting)).hasMessageContaining("Socket.IO 2");
    }

    @Test
    void towardsSocketIo2TheRootIsImplicitAndAuthIsAQuery() {
        CompletableFuture<Void> connecting = f.connecting(ConnectOptions.to(Fixture.URL)
                .namespaces("/chat")
                .auth(Map.of("token", "a b&c"))
                .build());
        FakeLink link = f.engine.next();
        link.openV3();
        link.expect("0/chat?token=a%20b%26c,");
        link.receive("0", "0/chat,");
        Fixture.get(connecting);
        assertThat(f.sio.sid()).contains("engine-sid");
        assertThat(f.sio.of("/chat").sid()).contains("/chat#engine-sid");
    }

    @Test
    void namespacesAreJoinedAndLeftLater() {
        FakeLink link = f.connected();
        ClientSocket chat = f.sio.of("chat");
        CompletableFuture<Void> joining = Fixture.async(chat::connect);
        link.expect("0/chat,");
        link.receive("0/chat,{\"sid\":\"c1\"}");
        Fixture.get(joining);
        chat.connect();
        chat.disconnect();
        link.expect("1/chat,");
        assertThat(chat.isConnected()).isFalse();
        Fixture.eventually(f.sio::isConnected);
    }

    @Test
    void aNamespaceThatIsJoinedLaterMayBeRefusedOrSilent() {
        FakeLink link = f.connected();
        CompletableFuture<Void> refused = Fixture.async(f.sio.of("/a")::connect);
        link.expect("0/a,");
        link.receive("4/a,{\"message\":\"no\"}");
        assertThat(Fixture.failure(refused)).hasMessageContaining("/a: no");
        CompletableFuture<Void> silent = Fixture.async(f.sio.of("/b")::connect);
        link.expect("0/b,");
        Fixture.eventually(() -> f.time.waiting() > 0);
        f.advance(Duration.ofSeconds(20));
        assertThat(Fixture.failure(silent)).hasMessageContaining("no answer");
        Fixture.eventually(f.sio::isConnected);
    }

    @Test
    void joiningNeedsAConnection() {
        assertThatThrownBy(f.sio.of("/a")::connect).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theLastNamespaceToLeaveEndsTheConnection() {
        FakeLink link = f.connected();
        f.sio.of("/").disconnect();
        link.expect("1");
        Fixture.eventually(() -> link.closed);
        Fixture.get(Fixture.async(f.sio::join));
    }

    @Test
    void suppliersAreAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        ConnectOptions options = ConnectOptions.to(Fixture.URL)
                .authFrom(() -> Map.of("n", asked.incrementAndGet()))
                .build();
        CompletableFuture<Void> connecting = f.connecting(options);
        FakeLink link = f.engine.next();
        link.open();
        link.expect("0{\"n\":1}");
        link.receive("0{\"sid\":\"s1\"}");
        Fixture.get(connecting);
        link.end(CloseReason.TRANSPORT_CLOSE);
        Fixture.eventually(() -> f.time.waiting() > 0);
        f.advance(Duration.ofSeconds(1));
        FakeLink second = f.engine.next();
        second.open();
        second.expect("0{\"n\":2}");
    }
}
