package io.sockeye.engineio.server;

import io.sockeye.engineio.CloseReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a session says; may answer each message with itself. */
final class RecordingListener implements SessionListener {
    final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void onText(byte[] utf8, int from, int to) {
        events.add("text " + new String(utf8, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        events.add("binary " + HexFormat.of().formatHex(bytes, from, to));
    }

    @Override
    public void onClose(CloseReason reason, String description) {
        events.add("close " + reason.text());
    }

    /** What has been heard since the last call. */
    List<String> take() {
        List<String> taken = new ArrayList<>(events);
        events.clear();
        return taken;
    }
}
