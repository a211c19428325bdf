package io.sockeye.engineio.client;

import io.sockeye.engineio.Scheduler;
import io.sockeye.engineio.client.transport.ClientTransport;
import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Resources while somebody uses them.
 *
 * @param timer the timer to be stopped, null when the scheduler is the user's
 * @param client the HTTP client to be stopped, null when it is the user's
 */
record RunningResources(
        Scheduler scheduler,
        Executor executor,
        ClientTransport transport,
        @Nullable SystemScheduler timer,
        @Nullable HttpClient client) {

    static RunningResources start(ClientResources.Builder settings) {
        Executor executor = settings.executor == null ? virtualThreads("sockeye-client-") : settings.executor;
        ClientTransport transport = settings.transport;
        HttpClient client = null;
        if (transport == null && settings.httpClient != null) {
            transport = ClientTransport.of(settings.httpClient);
        } else if (transport == null) {
            client = newClient(settings);
            transport = ClientTransport.of(client);
        }
        if (settings.scheduler != null) {
            return new RunningResources(settings.scheduler, executor, transport, null, client);
        }
        SystemScheduler timer = new SystemScheduler();
        return new RunningResources(timer, executor, transport, timer, client);
    }

    private static HttpClient newClient(ClientResources.Builder settings) {
        // Threads of its own, for handlers that block those of the user must not hold up what is read.
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(virtualThreads("sockeye-client-http-"));
        if (settings.sslContext != null) {
            builder.sslContext(settings.sslContext);
        }
        if (settings.proxy != null) {
            builder.proxy(settings.proxy);
        }
        if (settings.authenticator != null) {
            builder.authenticator(settings.authenticator);
        }
        return builder.build();
    }

    private static Executor virtualThreads(String name) {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name, 0).factory());
    }

    void stop() {
        if (timer != null) {
            timer.close();
        }
        if (client != null) {
            client.shutdownNow();
        }
    }
}
