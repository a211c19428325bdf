package io.sockeye.engineio.server.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.engineio.server.host.HostExchange.WriteListener;
import io.sockeye.engineio.server.host.MemoryWebSocket.Frame;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a host has to do that owns the connections it serves, unlike one that lives in somebody else's web server. */
public abstract class OwnConnectionsContractTest extends HostContractTest {
    @Test
    void aDroppedConnectionIsNoticedWhileAnAnswerIsPending() throws Exception {
        ContractClient client = connect(server);
        CompletableFuture<HostResponse> answer = client.request("GET", "/", Headers.EMPTY, NO_BODY);
        HostExchange exchange = nextExchange();
        CompletableFuture<String> aborted = new CompletableFuture<>();
        exchange.onAbort(() -> aborted.complete("aborted"));
        CompletableFuture<Void> registered = new CompletableFuture<>();
        exchange.execute(() -> registered.complete(null));
        get(registered);
        client.close();
        assertThat(get(aborted)).isEqualTo("aborted");
        assertThat(answer).failsWithin(Duration.ofSeconds(30));

        CompletableFuture<String> late = new CompletableFuture<>();
        exchange.onAbort(() -> late.complete("at once"));
        assertThat(get(late)).isEqualTo("at once");
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        exchange.respond(response(200, "late"), written::complete);
        assertThat(get(written)).isFalse();
    }

    @Test
    void abortDropsTheConnectionWithoutAnAnswer() throws Exception {
        try (ContractClient client = connect(server)) {
            CompletableFuture<HostResponse> answer = client.request("GET", "/", Headers.EMPTY, NO_BODY);
            nextExchange().abort();
            assertThat(answer).failsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void aHandlerThatThrowsLosesItsConnectionOnly() throws Exception {
        handler = exchange -> {
            if (exchange.target().equals("/bad")) {
                throw new IllegalStateException("thrown by the test");
            }
            exchange.respond(response(200, ""), WriteListener.NONE);
        };
        try (ContractClient bad = connect(server);
                ContractClient good = connect(server)) {
            assertThat(bad.request("GET", "/bad", Headers.EMPTY, NO_BODY)).failsWithin(Duration.ofSeconds(30));
            assertThat(answered(good)).isTrue();
        }
    }

    @Test
    void abortBreaksTheWebSocket() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            socket.connection().abort();
            assertThat(get(opened.next())).isEqualTo(new Frame.Close(1006, ""));
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.take()).isEqualTo("close 1006");
            socket.connection().requestDrain();
            socket.connection().close(1000, "");
            socket.connection().readable(true);
            onLoop(socket);
            socket.assertExhausted();
        }
    }

    @Test
    void aCloseFrameWithoutACodeGetsOneBack() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            opened.sendClose(1005);
            assertThat(get(opened.next())).isEqualTo(new Frame.Close(1005, ""));
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.takeMessage()).isEqualTo("close 1005");
        }
    }

    @Test
    void stopAcceptingKeepsWhatIsThere() throws Exception {
        handler = exchange -> exchange.respond(response(200, ""), WriteListener.NONE);
        try (ContractClient client = connect(server)) {
            assertThat(answered(client)).isTrue();
            server.stopAccepting();
            assertThatThrownBy(() -> refused(connect(server))).isInstanceOf(Exception.class);
            assertThat(answered(client)).isTrue();
        }
    }

    @Test
    void closeThrowsOnAThreadOfTheHost() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        handler = exchange -> {
            try {
                server.close();
                thrown.complete(null);
            } catch (IllegalStateException e) {
                thrown.complete(e);
            }
            exchange.respond(response(200, ""), WriteListener.NONE);
        };
        try (ContractClient client = connect(server)) {
            assertThat(get(client.request("GET", "/", Headers.EMPTY, NO_BODY)).status())
                    .isEqualTo(200);
            assertThat(get(thrown)).hasMessageContaining("close()");
        }
    }

    /** A system may take a connection in the moment in which the listener closes, and drop it then. */
    private static void refused(ContractClient late) throws Exception {
        try (late) {
            get(late.request("GET", "/", Headers.EMPTY, NO_BODY));
        }
    }
}
