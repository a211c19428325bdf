package io.sockeye.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.TestTls;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In the pipeline of somebody else. */
final class SockeyeHandlerIT {
    private static SSLContext context;

    @BeforeAll
    static void makeACertificate(@TempDir Path folder) throws Exception {
        context = TestTls.create(folder);
    }

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

    @Nested
    class InReactorNetty extends Contract {
        InReactorNetty() {
            super(new ReactorNettyHost());
        }
    }

    @Nested
    class InReactorNettyWithTls extends Contract {
        InReactorNettyWithTls() {
            super(new ReactorNettyHost());
        }

        @Override
        protected SSLContext tls() {
            return context;
        }
    }

    abstract static class Contract extends OwnConnectionsContractTest {
        private final ForeignHost host;

        Contract(ForeignHost host) {
            this.host = host;
        }

        @Override
        protected Host host() {
            return host;
        }

        @Override
        protected ContractClient connect(HostServer to) throws IOException {
            return tls() == null
                    ? new RawClient(to)
                    : new RawClient(tls().getSocketFactory().createSocket(), to.address());
        }

        @Override
        protected int connections() {
            return host.connections();
        }
    }

    @Test
    void otherRequestsArePassedOnAndAnswersKeepTheirOrder() throws Exception {
        for (Host host : List.of(new EmbeddedHost(true), new EmbeddedHost(false), new ReactorNettyHost())) {
            HostServer server = host.start(
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
                            new String(answers.get(i).get(60, TimeUnit.SECONDS).body(), StandardCharsets.US_ASCII);
                    assertThat(answer).isEqualTo(i % 2 == 0 ? "application " + i : "sockeye");
                }
            }
        }
    }
}
