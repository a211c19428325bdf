package io.sockeye.client;

import io.sockeye.dispatch.run.Listeners;
import io.sockeye.dispatch.run.Mailbox;

/** Who hears of reconnecting. They run in order, in a mailbox of the client's own. */
final class ReconnectListeners {
    final Listeners<ClientHandlers.E1<? super Integer>> attempt = new Listeners<>();
    final Listeners<ClientHandlers.E1<? super Throwable>> error = new Listeners<>();
    final Listeners<ClientHandlers.E0> failed = new Listeners<>();
    final Listeners<ClientHandlers.E1<? super Integer>> success = new Listeners<>();

    private final ClientCore client;
    private final Mailbox mailbox;

    ReconnectListeners(ClientCore client) {
        this.client = client;
        this.mailbox = new Mailbox(client.services().executor(), false);
    }

    void attempt(int number) {
        post("reconnect_attempt", () -> attempt.each(listener -> listener.handle(number)));
    }

    void error(Throwable cause) {
        post("reconnect_error", () -> error.each(listener -> listener.handle(cause)));
    }

    void failed() {
        post("reconnect_failed", () -> failed.each(ClientHandlers.E0::handle));
    }

    void success(int attempts) {
        post("reconnect", () -> success.each(listener -> listener.handle(attempts)));
    }

    private void post(String event, SocketTasks.Code code) {
        mailbox.post(new SocketTasks.Life(client, "", event, code));
    }
}
