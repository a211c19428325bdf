package io.sockeye.client;

import io.sockeye.engineio.Scheduler;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.SocketIoException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Joining and leaving namespaces while a client is connected. */
final class Membership {
    private final ClientCore client;

    Membership(ClientCore client) {
        this.client = client;
    }

    /** Joins a namespace over the connection that there is or will be. */
    CompletableFuture<@Nullable Void> join(SocketCore socket) {
        return client.run(result -> {
            ConnectOptions told = client.activeOptions();
            if (told == null) {
                result.completeExceptionally(
                        new IllegalStateException("the client isn't connected; connect(url) comes first"));
                return;
            }
            boolean fresh = !socket.isWanted();
            CompletableFuture<@Nullable Void> outcome = socket.want();
            Connection now = client.connection();
            if (fresh && now != null) {
                now.join(socket);
                limit(socket, outcome, told);
            }
            var unused = outcome.whenComplete(Waiting.completing(result));
        });
    }

    private void limit(SocketCore socket, CompletableFuture<@Nullable Void> outcome, ConnectOptions told) {
        Scheduler.Task timer = client.later(told.timeout().toMillis(), () -> {
            if (!outcome.isDone()) {
                SocketIoException cause = new SocketIoException(
                        "no answer within " + told.timeout().toMillis() + " ms");
                socket.refused(ConnectError.failure(
                        socket.namespace(), cause, client.services().settings().json()));
                left(socket);
            }
        });
        var unused = outcome.whenComplete((done, failure) -> timer.cancel());
    }

    /** Leaves a namespace. */
    CompletableFuture<@Nullable Void> leave(SocketCore socket) {
        return client.run(result -> {
            socket.leave(DisconnectReason.IO_CLIENT_DISCONNECT, client.connection());
            left(socket);
            result.complete(null);
        });
    }

    private void left(SocketCore socket) {
        Connection now = client.connection();
        if (now != null) {
            now.answered(socket);
        }
        if (client.namespaces().wanted().isEmpty() && client.activeOptions() != null) {
            client.end(DisconnectReason.IO_CLIENT_DISCONNECT);
        }
    }
}
