package io.sockeye.engineio.server;

import io.sockeye.engineio.CloseReason;
import org.jspecify.annotations.Nullable;

/** Before a session has begun and after its end nobody listens. */
enum SilentListener implements SessionListener {
    INSTANCE;

    @Override
    public void onText(byte[] utf8, int from, int to) {}

    @Override
    public void onBinary(byte[] bytes, int from, int to) {}

    @Override
    public void onClose(CloseReason reason, @Nullable String description) {}
}
