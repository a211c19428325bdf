package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.MemoryClient;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollingTest {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");
    private static final char RS = '\u001e';

    private final TestServer server = new TestServer();
    private final SocketIoServer io = server.io;
    private MemoryClient polls;
    private MemoryClient posts;
    private String target;

    @BeforeEach
    void open() throws Exception {
        io.onCall("sum", int.class, int.class, (socket, a, b) -> a + b);
        server.listen();
        polls = server.host.connect();
        posts = server.host.connect();
        target = "/socket.io/?EIO=4&transport=polling";
        Matcher sid = SID.matcher(poll());
        assertThat(sid.find()).isTrue();
        target += "&sid=" + sid.group(1);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String poll() throws Exception {
        return text(polls.get(target));
    }

    private String post(String body) throws Exception {
        return text(posts.post(target, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(CompletableFuture<HostResponse> response) throws Exception {
        return new String(response.get(60, TimeUnit.SECONDS).body(), StandardCharsets.UTF_8);
    }

    /** Polls until as many packets are there. */
    private String[] packets(int count) throws Exception {
        String all = poll();
        while (all.split(String.valueOf(RS), -1).length < count) {
            all += RS + poll();
        }
        return all.split(String.valueOf(RS), -1);
    }

    @Test
    void connectEventsAndAcknowledgementsGoThroughPolls() throws Exception {
        assertThat(post("40" + RS + "421[\"sum\",1,2]" + RS + "422[\"sum\",3,4]"))
                .isEqualTo("ok");
        assertThat(packets(3))
                .satisfiesExactly(
                        connect -> assertThat(connect).startsWith("40{\"sid\""),
                        one -> assertThat(one).isEqualTo("431[3]"),
                        two -> assertThat(two).isEqualTo("432[7]"));
    }

    @Test
    void aSecondConnectEndsThePoll() throws Exception {
        post("40");
        assertThat(poll()).startsWith("40{\"sid\"");
        CompletableFuture<HostResponse> parked = polls.get(target);
        post("40");
        assertThat(text(parked)).endsWith("1");
        server.awaitEmpty();
    }
}
