package io.sockeye.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.server.host.ContractClient;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.Host;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostExchange.WriteListener;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.HostServer;
import io.sockeye.engineio.server.host.OwnConnectionsContractTest;
import io.sockeye.engineio.server.host.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** In the pipeline of somebody else. */
final class SockeyeHandlerIT {
    private static final HostConfig CONFIG =
            new HostConfig(null, 0, null, 1000, 1000, false, 1024, Duration.ofSeconds(5));

    @Nested
    class BehindTheCodec extends Contract {
        BehindTheCodec() {
            super(new EmbeddedHost(false));
        }
    }

    @Nested
    class BehindAnAggregator extends Contract {
        BehindAnAggregator() {
            super(new EmbeddedHost(true));
        }
    }

    abstract static class Contract extends OwnConnectionsContractTest {
        private final EmbeddedHost host;

        Contract(EmbeddedHost host) {
            this.host = host;
        }

        @Override
        protected Host host() {
            return host;
        }

        @Override
        protected ContractClient connect(HostServer to) throws IOException {
            return new RawClient(to);
        }

        @Override
        protected int connections() {
            return host.connections();
        }
    }

    @Test
    void otherRequestsArePassedOnAndAnswersKeepTheirOrder() throws Exception {
        for (boolean aggregatorFirst : new boolean[] {true, false}) {
            HostServer server = new EmbeddedHost(aggregatorFirst)
                    .start(
                            CONFIG,
                            exchange -> Thread.startVirtualThread(() -> exchange.respond(
                                    new HostResponse(200, Headers.EMPTY, "sockeye".getBytes(StandardCharsets.US_ASCII)),
                                    WriteListener.NONE)));
            try (server;
                    RawClient client = new RawClient(server)) {
                List<CompletableFuture<HostResponse>> answers = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    answers.add(client.request("POST", i % 2 == 0 ? "/app" : "/", Headers.EMPTY, new byte[i]));
                }
                for (int i = 0; i < 40; i++) {
                    String answer =
                            new String(answers.get(i).get(5, TimeUnit.SECONDS).body(), StandardCharsets.US_ASCII);
                    assertThat(answer).isEqualTo(i % 2 == 0 ? "application " + i : "sockeye");
                }
            }
        }
    }
}
