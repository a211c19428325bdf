package io.sockeye.servlet;

import io.sockeye.engineio.server.host.FrameSink;
import io.sockeye.engineio.server.host.WebSocketConnection;
import io.sockeye.engineio.server.host.WebSocketHandler;

/** Does nothing. */
class SilentHandler implements WebSocketHandler {
    @Override
    public void onOpen(WebSocketConnection connection) {}

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
