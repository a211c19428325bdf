package io.sockeye.engineio.client;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.OpenPacket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a listener is told. */
final class Heard implements EngineListener {
    private final List<String> events = new ArrayList<>();

    @Nullable
    Throwable cause;

    /** What was told since the last time. */
    List<String> take() {
        List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    @Override
    public void onOpen(EngineClient client, OpenPacket handshake) {
        events.add("open");
    }

    @Override
    public void onText(byte[] utf8, int from, int to) {
        events.add(new String(utf8, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        events.add("hex:" + HexFormat.of().formatHex(bytes, from, to));
    }

    @Override
    public void onUpgrade() {
        events.add("upgrade");
    }

    @Override
    public void onDrain() {
        events.add("drain");
    }

    @Override
    public void onClose(CloseReason reason, @Nullable String description, @Nullable Throwable failure) {
        cause = failure;
        events.add("closed: " + reason.text() + (description == null ? "" : ", " + description));
    }
}
