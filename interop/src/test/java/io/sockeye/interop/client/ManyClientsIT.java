package io.sockeye.interop.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.client.AsyncSocketIoClient;
import io.sockeye.client.ConnectOptions;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.client.ClientResources;
import io.sockeye.interop.peer.Server;
import io.sockeye.interop.wire.Until;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thousand clients that share their resources need no more threads than one. */
final class ManyClientsIT {
    private static final int CLIENTS = 1000;
    /** One selector, one timer, carriers of virtual threads, and what the HTTP client starts when it likes to. */
    private static final int THREADS = 24 + 4 * Runtime.getRuntime().availableProcessors();

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aThousandClientsShareAFewThreads(Transport transport) {
        ClientResources shared = ClientResources.create();
        try (Server server = OwnServer.start(Duration.ofMinutes(2), Duration.ofMinutes(1))) {
            int before = threads();
            ConnectOptions options = ConnectOptions.to(server.url())
                    .transports(transport)
                    .timeout(Duration.ofMinutes(2))
                    .build();
            List<AsyncSocketIoClient> clients = Stream.generate(() ->
                            AsyncSocketIoClient.builder().resources(shared).buildAsync())
                    .limit(CLIENTS)
                    .toList();

            all(clients, client -> client.connect(options));
            List<CompletableFuture<Integer>> answers = IntStream.range(0, CLIENTS)
                    .mapToObj(number -> clients.get(number).call("ask", Integer.class, number))
                    .toList();

            assertThat(answers.stream().map(CompletableFuture::join))
                    .containsExactlyElementsOf(
                            IntStream.range(0, CLIENTS).boxed().toList());
            assertThat(shared.users()).isGreaterThanOrEqualTo(CLIENTS);
            assertThat(threads() - before).isLessThanOrEqualTo(THREADS);

            all(clients, AsyncSocketIoClient::shutdown);
            clients.forEach(AsyncSocketIoClient::close);
        }
        Until.becomes(TestClient.LIMIT, shared::users, users -> users == 0);
    }

    private static void all(
            List<AsyncSocketIoClient> clients, Function<AsyncSocketIoClient, CompletableFuture<?>> verb) {
        CompletableFuture.allOf(clients.stream().map(verb).toArray(CompletableFuture<?>[]::new))
                .join();
    }

    /** Platform threads: virtual ones aren't counted. */
    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
