package io.sockeye.client;

import io.sockeye.socketio.SocketIoException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A client or a namespace could not be connected. */
public final class ConnectFailedException extends SocketIoException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConnectError> errors;

    ConnectFailedException(String message, List<ConnectError> errors, @Nullable Throwable cause) {
        super(message, cause);
        this.errors = List.copyOf(errors);
    }

    /** Namespaces said no. */
    static ConnectFailedException refused(List<ConnectError> errors) {
        String all = errors.stream().map(ConnectError::toString).collect(Collectors.joining("; "));
        return new ConnectFailedException("not connected: " + all, errors, null);
    }

    /** The same for another thread, whose stack it shows. */
    ConnectFailedException(ConnectFailedException other) {
        super(String.valueOf(other.getMessage()), other.getCause());
        this.errors = other.errors;
    }

    /** What each namespace that failed was told; empty when the connection itself failed. */
    public List<ConnectError> errors() {
        return errors;
    }
}
