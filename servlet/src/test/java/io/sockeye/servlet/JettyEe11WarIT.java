package io.sockeye.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SocketIoClient;
import io.sockeye.engineio.Transport;
import io.sockeye.servlet.war.LiveApplication;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("jetty-ee11")
@Timeout(60)
final class JettyEe11WarIT {
    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");

    @TempDir
    private Path war;

    @Test
    void aWebApplicationWithoutDescriptorFindsTheListenerOfTheDocument() throws Exception {
        copyClass();
        try (Container.Running running = JettyEe11.startWar("/shop", war);
                SocketIoClient client = SocketIoClient.create()) {
            client.connect(
                    ConnectOptions.to("http://127.0.0.1:" + running.address().getPort())
                            .path("/shop/socket.io/")
                            .transports(Transport.WEBSOCKET)
                            .build());
            assertThat(client.call("sum", int.class, 1, 2)).isEqualTo(3);
        }
    }

    @Test
    void theDocumentShowsThisApplication() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/sockeye/servlet/war/LiveApplication.java"));
        assertThat(JAVA.matcher(Files.readString(Path.of("../docs/hosts.md"))).results())
                .anyMatch(snippet -> snippet.group(1).startsWith("@WebListener") && source.endsWith(snippet.group(1)));
    }

    private void copyClass() throws IOException {
        String name = LiveApplication.class.getName().replace('.', '/') + ".class";
        Path target = war.resolve("WEB-INF/classes").resolve(name);
        Files.createDirectories(target.getParent());
        try (InputStream bytes =
                Objects.requireNonNull(LiveApplication.class.getClassLoader().getResourceAsStream(name))) {
            Files.copy(bytes, target);
        }
    }
}
