package io.sockeye.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.client.SocketIoClient;
import io.sockeye.engineio.TestPort;
import io.sockeye.server.SocketIoServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command-line client and the bot talk over the chat server. */
@Timeout(240)
class ChatClientIT {
    private SocketIoServer server;
    private String url;

    @BeforeEach
    void startServer() {
        server = ChatServer.create();
        url = "http://127.0.0.1:" + TestPort.listen(free -> server.listen("127.0.0.1", free));
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    /** Somebody in front of a terminal. */
    private static final class Person implements AutoCloseable {
        private final PipedWriter keyboard = new PipedWriter();
        private final BlockingQueue<String> screen = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> end;

        Person(String name, String url) throws IOException {
            BufferedReader in = new BufferedReader(new PipedReader(keyboard));
            PrintStream out = new PrintStream(OutputStream.nullOutputStream()) {
                @Override
                public void println(String line) {
                    screen.add(line);
                }
            };
            end = CompletableFuture.runAsync(
                    () -> chat(name, url, in, out), work -> Thread.ofVirtual().start(work));
        }

        private static void chat(String name, String url, BufferedReader in, PrintStream out) {
            try {
                ChatClient.chat(name, url, in, out);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        void types(String line) throws IOException {
            keyboard.write(line + "\n");
            keyboard.flush();
        }

        /** Waits until there is such a line. */
        void sees(String wanted) throws InterruptedException {
            waitFor(wanted, screen);
        }

        @Override
        public void close() throws IOException {
            keyboard.close();
            end.orTimeout(60, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void twoPeopleTalkInRoomsAndInPrivate() throws Exception {
        try (Person ada = new Person("Ada", url);
                Person bob = new Person("Bob", url)) {
            ada.sees("-- in lobby");
            bob.sees("-- in lobby");
            ada.types("Hello, é ☃ 𝒳!");
            bob.sees("\\[lobby\\] Ada: Hello, é ☃ 𝒳!");

            bob.types("/to Ada psst");
            ada.sees("\\[private\\] Bob: psst");

            bob.types("/join cooking");
            bob.sees("-- in cooking");
            bob.types("Soup?");
            bob.sees("\\[cooking\\] Bob: Soup\\?");
            ada.types("/to Nobody hi");
            ada.sees("-- Nobody of that name is here.");
        }
    }

    @Test
    void theBotAnswersAfterAServerThatCameBackToo() throws Exception {
        BlockingQueue<String> lobby =
                new LinkedBlockingQueue<>(); // as the bot hears it: an event before its own join would miss the bot
        try (SocketIoClient bot = ChatBot.start("bot", url)) {
            bot.on("people", Here.class, here -> lobby.add(String.join(" ", here.people())));
            bot.onDisconnect(reason -> lobby.add("nobody"));
            try (Person ada = new Person("Ada", url)) {
                ada.sees("-- in lobby");
                waitFor("Ada bot", lobby);
                ada.types("!dice");
                ada.sees("\\[lobby\\] bot: Ada rolled [1-6]");

                int port = Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
                server.close();
                waitFor("nobody", lobby);
                server = ChatServer.create();
                server.listen("127.0.0.1", port);
                ada.sees("-- in lobby");
                waitFor("Ada bot", lobby);
                ada.types("!time");
                ada.sees("\\[lobby\\] bot: It is .*");
            }
        }
    }

    private record Here(List<String> people) {}

    private static void waitFor(String wanted, BlockingQueue<String> lines) throws InterruptedException {
        String line = "";
        while (!line.matches(wanted)) {
            line = lines.poll(60, TimeUnit.SECONDS);
            assertThat(line).as("instead of " + wanted).isNotNull();
        }
    }
}
