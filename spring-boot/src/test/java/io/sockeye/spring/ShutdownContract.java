package io.sockeye.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SocketIoClient;
import io.sockeye.engineio.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What the end of an application is for its clients. Subclasses name the web servers, in a static method {@code servers}. */
abstract class ShutdownContract {
    /** Far below this is as it should be; whoever waits for polls waits for the whole of it. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    @ParameterizedTest
    @MethodSource("servers")
    void connectedClientsDoNotHoldTheGracefulShutdown(Class<?> server) throws Exception {
        ConfigurableApplicationContext application = new SpringApplicationBuilder(TestApplication.class, server)
                .run(
                        "--server.port=0",
                        "--server.shutdown=graceful",
                        "--spring.lifecycle.timeout-per-shutdown-phase=" + GRACE);
        String url = "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port");
        BlockingQueue<String> ends =
                application.getBean(TestApplication.Chat.class).ends();
        try (SocketIoClient polling = connected(url, Transport.POLLING);
                SocketIoClient webSocket = connected(url, Transport.WEBSOCKET)) {
            CompletableFuture<Void> bothEnded = CompletableFuture.allOf(end(polling), end(webSocket))
                    .orTimeout(GRACE.toSeconds(), TimeUnit.SECONDS);
            long begin = System.nanoTime();
            application.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(GRACE.dividedBy(2));
            assertThat(ends).containsExactlyInAnyOrder("server shutting down", "server shutting down");
            bothEnded.join();
        }
    }

    private static SocketIoClient connected(String url, Transport transport) {
        SocketIoClient client = SocketIoClient.builder()
                .reconnection(false)
                .engine(engine -> engine.transports(List.of(transport)))
                .build();
        client.connect(ConnectOptions.to(url).build());
        return client;
    }

    private static CompletableFuture<Void> end(SocketIoClient client) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        client.onDisconnect(reason -> ended.complete(null));
        return ended;
    }
}
