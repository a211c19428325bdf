package io.sockeye.client;

import io.sockeye.dispatch.TypeRef;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.RawJson;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a namespace was not connected, as its connect_error handlers hear it. Immutable. */
public final class ConnectError {
    private final String namespace;
    private final String message;
    private final @Nullable RawJson data;
    private final @Nullable Throwable cause;
    private final JsonCodec json;

    private ConnectError(
            String namespace, String message, @Nullable RawJson data, @Nullable Throwable cause, JsonCodec json) {
        this.namespace = namespace;
        this.message = message;
        this.data = data;
        this.cause = cause;
        this.json = json;
    }

    static ConnectError refusal(String namespace, String message, @Nullable RawJson data, JsonCodec json) {
        return new ConnectError(namespace, message, data, null, json);
    }

    static ConnectError failure(String namespace, Throwable cause, JsonCodec json) {
        return new ConnectError(namespace, text(cause), null, cause, json);
    }

    /** What happened, in words. */
    static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }

    /** The namespace, with its slash. */
    public String namespace() {
        return namespace;
    }

    /** What the server said, or what happened on the way. */
    public String message() {
        return message;
    }

    /** Whether the server refused this namespace. If not, the connection failed, and is tried again when reconnection is on. */
    public boolean refused() {
        return cause == null;
    }

    /** What happened on the way; empty when the server refused. */
    public Optional<Throwable> cause() {
        return Optional.ofNullable(cause);
    }

    /**
     * The data that the server sent along ({@code err.data}).
     *
     * @param type what it is bound to
     * @return null when there is none
     * @throws io.sockeye.socketio.JsonBindException if it doesn't fit the type
     */
    public <T> @Nullable T data(Class<T> type) {
        return bind(type);
    }

    /** As {@link #data(Class)} with a generic type. */
    public <T> @Nullable T data(TypeRef<T> type) {
        return bind(type.type());
    }

    private <T> @Nullable T bind(Type type) {
        return data == null ? null : json.<@Nullable T>read(data, type);
    }

    /** Namespace and message; data stays out of logs. */
    @Override
    public String toString() {
        return namespace + ": " + message;
    }
}
