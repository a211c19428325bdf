package io.sockeye.examples.chat;

import io.sockeye.client.ClientNamespaceHandler;
import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SocketIoClient;
import io.sockeye.dispatch.OnConnect;
import io.sockeye.dispatch.OnEvent;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** A bot in the lobby of the chat: {@code !time} asks it for the time, {@code !dice} for a number. */
final class ChatBot extends ClientNamespaceHandler {
    private final Random random = new Random();

    private ChatBot() {
        super("/");
    }

    /** Runs until the server sends it away. */
    static void run(String name, String url) {
        try (SocketIoClient sio = start(name, url)) {
            sio.join();
        }
    }

    static SocketIoClient start(String name, String url) {
        SocketIoClient sio = SocketIoClient.create();
        sio.register(new ChatBot());
        String token = UUID.randomUUID().toString();
        sio.connect(ConnectOptions.to(url)
                .auth(Map.of("name", name, "token", token))
                .retry(true) // the server may be started later
                .build());
        return sio;
    }

    @OnConnect
    void onConnect() {
        emit("join", "lobby");
    }

    @OnEvent("message")
    void onMessage(ChatClient.Message message) {
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
