package io.sockeye.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.client.SocketIoClient;
import io.sockeye.guide.SpringGuide.Message;
import io.sockeye.guide.SpringGuide.Receipt;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SpringGuideIT {
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({
        SpringGuide.Messages.class,
        SpringGuide.Chat.class,
        SpringGuide.News.class,
        SpringGuide.Security.class,
        SpringGuide.Members.class,
        SpringGuide.Board.class,
        SpringGuide.Options.class
    })
    static class Application {}

    @Test
    void whatIsSaidIsAcknowledged(@Value("${local.server.port}") int port) {
        try (SocketIoClient client = SocketIoClient.create()) {
            client.connect("http://localhost:" + port, "/chat");
            assertThat(client.of("/chat").call("say", Receipt.class, new Message("lobby", "hi")))
                    .isEqualTo(new Receipt(1));
        }
    }
}
