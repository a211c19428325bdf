package io.sockeye.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.server.host.ContractClient;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.Host;
import io.sockeye.engineio.server.host.HostContractTest;
import io.sockeye.engineio.server.host.HostExchange;
import io.sockeye.engineio.server.host.HostExchange.WriteListener;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.HostServer;
import io.sockeye.engineio.server.host.MemoryWebSocket.Frame;
import io.sockeye.engineio.server.host.RawClient;
import io.sockeye.engineio.server.host.RecordingHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every host has to do, in a servlet container, and what there takes the place of what only the owner of a connection can do. */
abstract class ServletContract extends HostContractTest {
    private final Container container;
    private ContainerHost running;

    ServletContract(Container container) {
        this.container = container;
    }

    @Override
    protected Host host() {
        return (config, handler) -> running = new ContainerHost(container, config, handler);
    }

    @Override
    protected ContractClient connect(HostServer to) throws IOException {
        return new RawClient(to);
    }

    @Override
    protected int connections() {
        return running.connections();
    }

    @Test
    void abortAnswersWith500AndCloses() throws Exception {
        try (ContractClient client = connect(server)) {
            CompletableFuture<HostResponse> answer = client.request("GET", "/", Headers.EMPTY, NO_BODY);
            nextExchange().abort();
            assertThat(get(answer).status()).isEqualTo(500);
            assertThat(client.request("GET", "/", Headers.EMPTY, NO_BODY)).failsWithin(Duration.ofSeconds(15));
        }
    }

    @Test
    void aHandlerThatThrowsIsAnsweredWith500AndHarmsNobodyElse() throws Exception {
        handler = exchange -> {
            throw new IllegalStateException("thrown by the test");
        };
        try (ContractClient bad = connect(server);
                ContractClient good = connect(server)) {
            assertThat(get(bad.request("GET", "/bad", Headers.EMPTY, NO_BODY)).status())
                    .isEqualTo(500);
            assertThat(answered(good)).isTrue();
        }
    }

    @Test
    void aConnectionThatBrokeWhileAnAnswerWasPendingLeavesNothingBehindTheAnswer() throws Exception {
        ContractClient client = connect(server);
        client.request("GET", "/", Headers.EMPTY, NO_BODY);
        HostExchange exchange = nextExchange();
        client.close();
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        exchange.respond(new HostResponse(200, Headers.EMPTY, new byte[100_000]), written::complete);
        assertThat(get(written)).isNotNull();
        assertThat(connections()).isZero();
    }

    @Test
    void abortEndsTheWebSocket() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            socket.connection().abort();
            assertThat(get(opened.next())).isInstanceOf(Frame.Close.class);
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
    void aCloseFrameWithoutACodeIsAnswered() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            opened.sendClose(1005);
            assertThat(get(opened.next())).isInstanceOf(Frame.Close.class);
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.takeMessage()).isIn("close 1005", "close 1000");
        }
    }

    @Test
    void anExchangeThatWaitsHoldsNoThreadOfTheContainer() throws Exception {
        int waiting = running.threads() * 2;
        RawClient[] clients = new RawClient[waiting];
        for (int i = 0; i < waiting; i++) {
            clients[i] = new RawClient(server);
            clients[i].request("GET", "/" + i, Headers.EMPTY, NO_BODY);
        }
        for (int i = 0; i < waiting; i++) {
            nextExchange().respond(new HostResponse(204, Headers.EMPTY, NO_BODY), WriteListener.NONE);
        }
        for (RawClient client : clients) {
            client.close();
        }
    }
}
