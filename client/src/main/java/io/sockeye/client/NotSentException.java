package io.sockeye.client;

import io.sockeye.socketio.SocketIoException;

/** An event was not taken: the namespace isn't connected, and the buffer for such events is full or switched off. */
public final class NotSentException extends SocketIoException {
    private static final long serialVersionUID = 1L;

    NotSentException(String message) {
        super(message);
    }
}
