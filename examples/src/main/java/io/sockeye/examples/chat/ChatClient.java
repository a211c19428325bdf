package io.sockeye.examples.chat;

import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SocketIoClient;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The chat on the command line: {@code ./chat-client [--bot] [name] [url]}. What is typed is said in the room; {@code /join room} goes to another one, {@code /to name text}
 * says something to one person, the end of the input leaves.
 */
public final class ChatClient {
    record Message(String from, @Nullable String room, String text) {}

    record Reply(@Nullable String error) {}

    private final SocketIoClient sio = SocketIoClient.create();
    private final PrintStream out;
    private volatile String room = "lobby";

    private ChatClient(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        boolean bot = args.length > 0 && args[0].equals("--bot");
        int first = bot ? 1 : 0;
        String name = args.length > first ? args[first] : bot ? "bot" : System.getProperty("user.name");
        String url = args.length > first + 1 ? args[first + 1] : "http://localhost:8000";
        if (bot) {
            ChatBot.run(name, url);
            return;
        }
        Console console = System.console();
        Charset charset = console == null ? Charset.defaultCharset() : console.charset();
        chat(name, url, new BufferedReader(new InputStreamReader(System.in, charset)), System.out);
    }

    /** Chats until there is nothing more to read. */
    static void chat(String name, String url, BufferedReader in, PrintStream out) throws IOException {
        ChatClient client = new ChatClient(out);
        try (SocketIoClient sio = client.sio) {
            sio.on("message", Message.class, client::show);
            sio.onConnect(() -> client.join(client.room)); // also after each reconnect
            sio.onDisconnect(reason -> out.println("-- " + reason.text()));
            String token = UUID.randomUUID().toString(); // whoever has it owns the name
            sio.connect(ConnectOptions.to(url)
                    .auth(Map.of("name", name, "token", token))
                    .build());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                client.typed(line.strip());
            }
        }
    }

    private void show(Message message) {
        out.println("[" + (message.room() == null ? "private" : message.room()) + "] " + message.from() + ": "
                + message.text());
    }

    private void typed(String line) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "" -> {}
            case "/join" -> join(line.substring("/join".length()).strip());
            case "/to" -> say(Map.of("to", words.length > 1 ? words[1] : "", "text", words.length > 2 ? words[2] : ""));
            default -> say(Map.of("room", room, "text", line));
        }
    }

    private void join(String wanted) {
        if (accepted(sio.call("join", Reply.class, wanted))) {
            room = wanted;
            out.println("-- in " + room);
        }
    }

    private void say(Map<String, String> draft) {
        accepted(sio.call("say", Reply.class, draft));
    }

    private boolean accepted(@Nullable Reply reply) {
        String error = reply == null ? "no reply" : reply.error();
        if (error != null) {
            out.println("-- " + error);
        }
        return error == null;
    }
}
