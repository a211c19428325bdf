package io.sockeye.socketio.json;

import io.sockeye.engineio.ByteSink;
import java.io.OutputStream;

/** A sink as the stream that Jackson wants. */
final class SinkStream extends OutputStream {
    private final ByteSink sink;

    SinkStream(ByteSink sink) {
        this.sink = sink;
    }

    @Override
    public void write(int b) {
        sink.put(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        sink.put(bytes, offset, length);
    }
}
