package io.sockeye.dispatch.run;

import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.ErrorListener;
import io.sockeye.dispatch.EventHandler;
import io.sockeye.dispatch.HandlerError;
import io.sockeye.dispatch.HandlerError.Kind;
import io.sockeye.dispatch.Handlers;
import io.sockeye.dispatch.run.HandlerRegistry.Entry;
import io.sockeye.socketio.JsonBindException;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.Packet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Serves one event: catch-alls first, then the handlers of its name in the order of their registration, then the acknowledgement. Called in the socket's {@link Mailbox}.
 *
 * <p>Acknowledgement: what a {@code CALL} handler returned (when a stage is returned, when it completes); what an {@code ACK} handler sends; else, when somebody listened and nobody threw,
 * an empty one. Arguments that don't fit go to the error listener and only that handler is left out; what isn't JSON ends the connection.
 *
 * @param <S> the socket
 */
public final class EventDispatcher<S> {
    private final JsonCodec json;
    private final ErrorListener errors;

    /** With the codec that binds and the listener that hears of problems. */
    public EventDispatcher(JsonCodec json, ErrorListener errors) {
        this.json = json;
        this.errors = errors;
    }

    /**
     * Serves an event.
     *
     * @param registries whose listeners hear it, in this order
     * @param socket what the listeners are given
     */
    public void dispatch(List<HandlerRegistry<S>> registries, S socket, SocketContext context, Packet.Event event) {
        try {
            new Delivery(socket, context, event).run(registries);
        } catch (MalformedJsonException e) {
            context.malformed(e);
        }
    }

    private final class Delivery {
        private final S socket;
        private final SocketContext context;
        private final Packet.Event event;
        private final EventAck ack;
        private @Nullable Args args;
        private boolean checked;
        private boolean heard;
        private boolean answered;

        Delivery(S socket, SocketContext context, Packet.Event event) {
            this.socket = socket;
            this.context = context;
            this.event = event;
            this.ack = new EventAck(context, event.ackId());
        }

        void run(List<HandlerRegistry<S>> registries) {
            for (int i = 0; i < registries.size(); i++) {
                for (Handlers.AnyWithAck<? super S> any : registries.get(i).any()) {
                    runAny(any);
                }
            }
            for (int i = 0; i < registries.size(); i++) {
                HandlerRegistry<S> registry = registries.get(i);
                for (Entry<S> entry : registry.entries(event.name())) {
                    if (registry.claim(event.name(), entry)) {
                        runHandler(entry);
                    }
                }
            }
            if (!checked) {
                json.validate(event.arguments());
            }
            if (heard && !answered) {
                ack.send();
            }
        }

        private void runAny(Handlers.AnyWithAck<? super S> any) {
            Args all = args();
            try {
                any.handle(socket, event.name(), all, ack);
            } catch (Throwable e) {
                failed(Kind.HANDLER, e);
            }
        }

        private void runHandler(Entry<S> entry) {
            heard = true;
            @Nullable Object[] values;
            try {
                values = bind(entry);
            } catch (JsonBindException e) {
                json.validate(event.arguments());
                checked = true;
                failed(Kind.BIND, e);
                return;
            }
            try {
                acknowledge(entry.handler(), entry.handler().invoke(socket, values, ack));
            } catch (Throwable e) {
                failed(Kind.HANDLER, e);
            }
        }

        private @Nullable Object[] bind(Entry<S> entry) {
            JsonCodec.ArgumentsReader reader = entry.reader();
            if (reader == null) {
                return new Object[] {args()};
            }
            @Nullable Object[] values = reader.read(event.arguments(), 1);
            checked = true;
            return values;
        }

        private Args args() {
            Args all = args;
            if (all == null) {
                all = Args.received(json.split(event.arguments(), 1), json);
                args = all;
                checked = true;
            }
            return all;
        }

        private void acknowledge(EventHandler<S> handler, @Nullable Object result) {
            switch (handler.style()) {
                case EVENT -> {}
                case ACK -> answered = true;
                case CALL -> {
                    answered = true;
                    answer(result);
                }
            }
        }

        private void answer(@Nullable Object result) {
            if (result instanceof CompletionStage<?> stage) {
                stage.whenComplete((value, failure) -> answerLater(value, failure));
            } else {
                sendResult(result);
            }
        }

        private void answerLater(@Nullable Object value, @Nullable Throwable failure) {
            try {
                if (failure == null) {
                    sendResult(value);
                } else {
                    failed(Kind.HANDLER, failure);
                }
            } catch (RuntimeException e) {
                failed(Kind.ENCODE, e);
            }
        }

        private void sendResult(@Nullable Object result) {
            if (result instanceof Args several) {
                ack.send(several.toArray());
            } else {
                ack.send(result);
            }
        }

        private void failed(Kind kind, Throwable cause) {
            answered = true;
            errors.onError(new HandlerError(kind, context.namespace(), context.sid(), event.name(), cause));
        }
    }
}
