package io.sockeye.server;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.HandlerError;
import io.sockeye.dispatch.HandlerError.Kind;
import io.sockeye.dispatch.run.Mailbox;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.RawJson;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What becomes of the acknowledgements of a broadcast. Called on threads of the host and of the scheduler: user code is handed over to the handlers' executor. */
sealed interface BroadcastOutcome {
    /** One more answer, checked to be JSON. */
    void answered(RawJson answer);

    /**
     * There will be no more.
     *
     * @param answers all of them
     * @param missing how many receivers have not answered
     * @param late whether the time is over
     */
    void finished(List<RawJson> answers, int missing, boolean late);

    /** Says what is missing. */
    static BroadcastAckException exception(List<Args> responses, int missing, boolean late) {
        String what = late ? " have not acknowledged in time" : " ended without an acknowledgement";
        return new BroadcastAckException(
                missing + " of " + (responses.size() + missing) + " receivers" + what, responses, missing);
    }

    /** All in one list. */
    record ToFuture(Services services, CompletableFuture<List<Args>> future) implements BroadcastOutcome {
        @Override
        public void answered(RawJson answer) {}

        @Override
        public void finished(List<RawJson> answers, int missing, boolean late) {
            services.settings().handlers().executor().execute(() -> complete(answers, missing, late));
        }

        private void complete(List<RawJson> answers, int missing, boolean late) {
            JsonCodec json = services.json();
            List<Args> responses = answers.stream()
                    .map(answer -> Args.received(json.split(answer, 0), json))
                    .toList();
            if (missing == 0) {
                future.complete(responses);
            } else {
                future.completeExceptionally(exception(responses, missing, late));
            }
        }
    }

    /** One call for each receiver, in a mailbox of its own. */
    record ToCallback(DefaultNamespace namespace, String event, AckCallback callback, Mailbox mailbox)
            implements BroadcastOutcome {
        ToCallback(DefaultNamespace namespace, String event, AckCallback callback) {
            this(
                    namespace,
                    event,
                    callback,
                    new Mailbox(namespace.services().settings().handlers().executor(), false));
        }

        @Override
        public void answered(RawJson answer) {
            JsonCodec json = namespace.services().json();
            post(() -> callback.handle(null, Args.received(json.split(answer, 0), json)));
        }

        @Override
        public void finished(List<RawJson> answers, int missing, boolean late) {
            for (int i = 0; i < missing; i++) {
                post(() -> callback.handle(exception(List.of(), 1, late), Args.of()));
            }
        }

        private void post(Code code) {
            mailbox.post(new Mailbox.Task() {
                @Override
                public void run() {
                    try {
                        code.run();
                    } catch (Throwable e) {
                        namespace
                                .services()
                                .errors()
                                .onError(new HandlerError(Kind.ACK_CALLBACK, namespace.name(), "", event, e));
                    }
                }
            });
        }

        private interface Code {
            void run() throws Exception;
        }
    }
}
