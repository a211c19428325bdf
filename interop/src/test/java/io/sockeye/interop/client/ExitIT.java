package io.sockeye.interop.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.client.AsyncSocketIoClient;
import io.sockeye.client.SimpleSocketIoClient;
import io.sockeye.client.SocketIoClient;
import io.sockeye.interop.peer.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of a client keeps a JVM alive whose {@code main} has ended, whether it was closed or not, connected or on its way back. */
final class ExitIT {
    @ParameterizedTest
    @ValueSource(strings = {"blocking", "asynchronous", "simple", "closed", "reconnecting"})
    void theJvmExitsWhenMainEnds(String kind) throws IOException, InterruptedException {
        try (Server server = OwnServer.start(Duration.ofSeconds(25), Duration.ofSeconds(20))) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            kind,
                            server.url())
                    .redirectErrorStream(true)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it goes on");
            }

            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(output).endsWith("7\n");
            assertThat(process.exitValue()).isZero();
        }
    }

    /** What runs in the JVM that has to end. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            int answer = switch (args[0]) {
                case "blocking" -> connected(args[1]).call("ask", Integer.class, 7);
                case "asynchronous" -> {
                    AsyncSocketIoClient client = AsyncSocketIoClient.create();
                    yield client.connect(args[1])
                            .thenCompose(connected -> client.call("ask", Integer.class, 7))
                            .join();
                }
                case "simple" -> {
                    SimpleSocketIoClient client = SimpleSocketIoClient.create();
                    client.connect(args[1]);
                    yield client.call("ask", Integer.class, 7);
                }
                case "closed" -> {
                    try (SocketIoClient client = connected(args[1])) {
                        yield client.call("ask", Integer.class, 7);
                    }
                }
                default -> {
                    SocketIoClient client = connected(args[1]);
                    int heard = client.call("ask", Integer.class, 7);
                    client.emit("leave all");
                    yield heard;
                }
            };
            System.out.println(answer);
        }

        private static SocketIoClient connected(String url) {
            SocketIoClient client = SocketIoClient.create();
            client.connect(url);
            return client;
        }
    }
}
