package io.sockeye.engineio.server.host;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.WebSocketForm;

/** Takes what is to be sent on one websocket, during one drain. */
public interface FrameSink {
    /** Whether the host would rather write what it has first. What is given all the same is taken. */
    boolean isFull();

    /** One text message of few bytes, such as {@code 2} or {@code 3probe}; the array may be shared. */
    void text(byte[] utf8);

    /** A message with all that belongs to it. Hosts may keep their frame of it in {@link EncodedMessage#hostForm()}. */
    void message(EncodedMessage message, WebSocketForm form, boolean compress);
}
