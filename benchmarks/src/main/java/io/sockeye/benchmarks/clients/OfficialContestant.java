package io.sockeye.benchmarks.clients;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The official Java client. All share one OkHttpClient, whose limit of 64 websockets at once is lifted. */
final class OfficialContestant implements Contestant {
    private static final OkHttpClient SHARED = shared();
    private @Nullable Socket socket;

    private static OkHttpClient shared() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(10_000);
        dispatcher.setMaxRequestsPerHost(10_000);
        return new OkHttpClient.Builder().dispatcher(dispatcher).build();
    }

    @Override
    public void connect(String url) {
        IO.Options options = new IO.Options();
        options.forceNew = true;
        options.transports = new String[] {"websocket"};
        options.callFactory = SHARED;
        options.webSocketFactory = SHARED;
        Socket made = IO.socket(URI.create(url), options);
        CompletableFuture<String> connected = new CompletableFuture<>();
        made.once(Socket.EVENT_CONNECT, args -> connected.complete("connected"));
        made.connect();
        connected.join();
        socket = made;
    }

    @Override
    public CompletableFuture<@Nullable String> ask(String text) {
        CompletableFuture<@Nullable String> answer = new CompletableFuture<>();
        connected().emit("ack", new Object[] {text}, (Ack) args -> answer.complete((String) args[0]));
        return answer;
    }

    private Socket connected() {
        if (socket == null) {
            throw new IllegalStateException("not connected");
        }
        return socket;
    }

    @Override
    public void close() {
        connected().close();
    }
}
