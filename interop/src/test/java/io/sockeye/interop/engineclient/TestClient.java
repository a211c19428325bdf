package io.sockeye.interop.engineclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.OpenPacket;
import io.sockeye.engineio.client.ClientResources;
import io.sockeye.engineio.client.EngineClient;
import io.sockeye.engineio.client.EngineClient.Offer;
import io.sockeye.engineio.client.EngineClient.Urgency;
import io.sockeye.engineio.client.EngineClientOptions;
import io.sockeye.engineio.client.EngineListener;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection whose events are read one by one: {@code open}, texts, binary as {@code hex:…}, {@code upgrade}, {@code closed: <reason>}. */
final class TestClient implements EngineListener, AutoCloseable {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final EngineClient client;
    private volatile @Nullable Throwable cause;
    private volatile String threads = "";

    private TestClient(EngineClientOptions options, ClientResources resources) {
        client = EngineClient.connect(options, resources, this);
    }

    static TestClient connect(EngineClientOptions options) {
        return connect(options, ClientResources.create());
    }

    static TestClient connect(EngineClientOptions options, ClientResources resources) {
        return new TestClient(options, resources);
    }

    /** Waits until it is open. */
    TestClient open() {
        assertThat(next()).isEqualTo("open");
        return this;
    }

    /** Waits until the websocket is the transport. */
    TestClient upgraded() {
        open();
        assertThat(next()).isEqualTo("upgrade");
        return this;
    }

    EngineClient client() {
        return client;
    }

    void send(String text) {
        assertThat(client.offer(text(text), Urgency.NORMAL)).isEqualTo(Offer.ACCEPTED);
    }

    void send(byte[] bytes) {
        assertThat(client.offer(EncodedMessage.binary(bytes), Urgency.NORMAL)).isEqualTo(Offer.ACCEPTED);
    }

    static EncodedMessage text(String text) {
        return EncodedMessage.text(("4" + text).getBytes(StandardCharsets.UTF_8));
    }

    static String hex(byte[] bytes) {
        return "hex:" + HexFormat.of().formatHex(bytes);
    }

    /** The next event. */
    String next() {
        return nextWithin(60_000);
    }

    String nextWithin(long millis) {
        try {
            String event = events.poll(millis, TimeUnit.MILLISECONDS);
            return event == null ? "nothing within " + millis + " ms" : event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void hearsNothingFor(long millis) {
        assertThat(nextWithin(millis)).isEqualTo("nothing within " + millis + " ms");
    }

    void ends(CloseReason reason) {
        String event = next();
        while (!event.startsWith("closed") && !event.startsWith("nothing")) {
            event = next();
        }
        assertThat(event).startsWith("closed: " + reason.text());
    }

    @Nullable
    Throwable cause() {
        return cause;
    }

    /** What was wrong with the threads of the calls. */
    String threads() {
        return threads;
    }

    private void hear(String event) {
        if (!Thread.currentThread().isVirtual()) {
            threads += event + " on " + Thread.currentThread().getName() + "\n";
        }
        events.add(event);
    }

    @Override
    public void onOpen(EngineClient opened, OpenPacket handshake) {
        hear("open");
    }

    @Override
    public void onText(byte[] utf8, int from, int to) {
        hear(new String(utf8, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        hear(hex(Arrays.copyOfRange(bytes, from, to)));
    }

    @Override
    public void onUpgrade() {
        hear("upgrade");
    }

    @Override
    public void onClose(CloseReason reason, @Nullable String description, @Nullable Throwable failure) {
        cause = failure;
        hear("closed: " + reason.text() + (description == null ? "" : ", " + description));
    }

    @Override
    public void close() {
        client.close();
    }
}
