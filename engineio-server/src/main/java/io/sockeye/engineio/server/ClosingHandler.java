package io.sockeye.engineio.server;

import io.sockeye.engineio.server.host.FrameSink;
import io.sockeye.engineio.server.host.WebSocketConnection;
import io.sockeye.engineio.server.host.WebSocketHandler;

/** A websocket that is closed as soon as it opens: a request for one that names another transport. */
enum ClosingHandler implements WebSocketHandler {
    INSTANCE;

    @Override
    public void onOpen(WebSocketConnection connection) {
        connection.close(1005, "");
    }

    @Override
    public void onText(byte[] utf8) {}

    @Override
    public void onBinary(byte[] bytes) {}

    @Override
    public void onReadComplete() {}

    @Override
    public long onDrain(FrameSink sink) {
        return 0;
    }

    @Override
    public void onWritten(long drained) {}

    @Override
    public void onClose(int code) {}
}
