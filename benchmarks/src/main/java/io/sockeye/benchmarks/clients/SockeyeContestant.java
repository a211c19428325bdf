package io.sockeye.benchmarks.clients;

import io.sockeye.client.AsyncSocketIoClient;
import io.sockeye.client.ConnectOptions;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.client.ClientResources;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The asynchronous client of this project. */
final class SockeyeContestant implements Contestant {
    private static final ClientResources SHARED = ClientResources.create();
    private final AsyncSocketIoClient client =
            AsyncSocketIoClient.builder().resources(SHARED).buildAsync();

    @Override
    public void connect(String url) {
        client.connect(ConnectOptions.to(url).transports(Transport.WEBSOCKET).build())
                .join();
    }

    @Override
    public CompletableFuture<@Nullable String> ask(String text) {
        return client.call("ack", String.class, text);
    }

    @Override
    public void close() {
        client.shutdown().join();
        client.close();
    }
}
