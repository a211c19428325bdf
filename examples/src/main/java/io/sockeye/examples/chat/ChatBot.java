package io.sockeye.examples.chat;

import io.sockeye.client.AsyncClientNamespaceHandler;
import io.sockeye.client.AsyncSocketIoClient;
import io.sockeye.client.ConnectOptions;
import io.sockeye.dispatch.OnConnect;
import io.sockeye.dispatch.OnEvent;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A bot in the lobby of the chat: {@code !time} asks it for the time, {@code !dice} for a number. No thread of it waits for anything. */
final class ChatBot extends AsyncClientNamespaceHandler {
    record Message(String from, @Nullable String room, String text) {}

    private final Random random = new Random();

    private ChatBot() {
        super("/");
    }

    /** Runs until the server sends it away. */
    static void run(String name, String url) {
        try (AsyncSocketIoClient sio = start(name, url)) {
            sio.join().join();
        }
    }

    static AsyncSocketIoClient start(String name, String url) {
        AsyncSocketIoClient sio = AsyncSocketIoClient.create();
        sio.register(new ChatBot());
        String token = UUID.randomUUID().toString();
        sio.connect(ConnectOptions.to(url)
                        .auth(Map.of("name", name, "token", token))
                        .retry(true) // the server may be started later
                        .build())
                .join();
        return sio;
    }

    @OnConnect
    void onConnect() {
        emit("join", "lobby");
    }

    @OnEvent("message")
    void onMessage(Message message) {
        switch (message.text()) {
            case "!time" -> say("It is " + LocalTime.now().truncatedTo(ChronoUnit.SECONDS));
            case "!dice" -> say(message.from() + " rolled " + (1 + random.nextInt(6)));
            default -> {} // nothing for a bot
        }
    }

    private void say(String text) {
        emit("say", Map.of("room", "lobby", "text", text));
    }
}
