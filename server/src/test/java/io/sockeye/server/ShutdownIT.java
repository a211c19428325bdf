package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShutdownIT {
    @Test
    @Timeout(180)
    void aProcessThatIsAskedToEndSaysGoodbyeToItsSockets() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Application.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.equals("connected")) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo("connected");
            process.toHandle().destroy();
            assertThat(lines.lines().toList()).contains("server shutting down", "the handler has ended");
        } finally {
            process.destroyForcibly();
        }
    }

    /** What runs in the process. */
    static final class Application {
        private Application() {}

        public static void main(String[] args) throws InterruptedException {
            TestServer server = new TestServer(options -> options.closeOnShutdown(true));
            server.io.onDisconnect((socket, reason) -> {
                System.out.println(reason.text());
                server.io.sleep(Duration.ofMillis(100));
                System.out.println("the handler has ended");
            });
            server.client();
            System.out.println("connected");
            Thread.currentThread().join();
        }
    }
}
