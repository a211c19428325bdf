package io.sockeye.examples.chat;

import io.sockeye.engineio.TestPort;
import io.sockeye.examples.BrowserPlay;
import io.sockeye.server.SocketIoServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People use the chat in headless Chromium; screenshots go to {@code target/chat}. */
class ChatIT {
    private SocketIoServer server = ChatServer.create();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    @Timeout(1000)
    void threePeopleTalkInABrowserAndSurviveANewServer() throws Exception {
        int port = TestPort.listen(free -> server.listen("127.0.0.1", free));
        Runnable start = () -> {
            server = ChatServer.create();
            server.listen("127.0.0.1", port);
        };
        new BrowserPlay("src/test/browser/chat.mjs")
                .perform(
                        "http://127.0.0.1:" + port + "/",
                        "target/chat",
                        Map.of("server: stop", () -> server.close(), "server: start", start));
    }
}
