package io.sockeye.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sockeye.server.SocketIoServer;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People use the chat in headless Chromium: what they do is in {@code src/test/browser/chat.mjs}; screenshots go to {@code target/chat}. */
class ChatIT {
    private static final Path SCRIPT = Path.of("src/test/browser/chat.mjs").toAbsolutePath();

    @Test
    @Timeout(300)
    void threePeopleTalkInABrowserAndSurviveANewServer() throws Exception {
        Path chromium = chromium();
        demandNodeAndItsPackages();
        SocketIoServer server = ChatServer.create();
        int port = server.listen("127.0.0.1", 0);
        ProcessBuilder script =
                new ProcessBuilder("node", SCRIPT.toString(), "http://127.0.0.1:" + port + "/", "target/chat");
        script.environment().put("CHROMIUM", chromium.toString());
        Process people = script.redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = people.inputReader(StandardCharsets.UTF_8);
                BufferedWriter orders = people.outputWriter(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.equals("server: stop")) {
                    server.close();
                    answer(orders);
                } else if (line.equals("server: start")) {
                    server = ChatServer.create();
                    server.listen("127.0.0.1", port);
                    answer(orders);
                }
            }
            assertThat(people.waitFor()).as(String.join("\n", said)).isZero();
            assertThat(said).last().asString().matches("all \\d+ steps passed");
        } finally {
            people.descendants().forEach(ProcessHandle::destroyForcibly);
            people.destroyForcibly();
            server.close();
        }
    }

    private static void answer(BufferedWriter orders) throws IOException {
        orders.write("done\n");
        orders.flush();
    }

    private static Path chromium() {
        String wanted = Optional.ofNullable(System.getenv("CHROMIUM")).orElse("chromium");
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder).resolve(wanted)) // an absolute path stays what it is
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> fail("The test of the chat drives Chromium, and there is no program " + wanted
                        + ": install it (Debian: apt-get install chromium) or point CHROMIUM at one."));
    }

    private static void demandNodeAndItsPackages() throws InterruptedException {
        try {
            new ProcessBuilder("node", "--version").start().waitFor();
        } catch (IOException missing) {
            fail(
                    "The test of the chat needs Node.js 18 or newer on the PATH (Debian: apt-get install nodejs npm).",
                    missing);
        }
        if (!Files.isDirectory(SCRIPT.resolveSibling("node_modules/playwright-core"))) {
            fail("The test of the chat needs its npm packages: run ./test, or npm ci in " + SCRIPT.getParent() + ".");
        }
    }
}
