package io.sockeye.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * The shapes of handlers. {@code S} is the socket (on the server); handlers may throw anything, may block, and run one after the other for one socket.
 */
public final class Handlers {
    private Handlers() {}

    /** An event without arguments that matter. */
    @FunctionalInterface
    public interface H0<S> {
        /** Handles the event. */
        void handle(S socket) throws Exception;
    }

    /** An event with one argument. */
    @FunctionalInterface
    public interface H1<S, A extends @Nullable Object> {
        /** Handles the event. */
        void handle(S socket, A a) throws Exception;
    }

    /** An event with two arguments. */
    @FunctionalInterface
    public interface H2<S, A extends @Nullable Object, B extends @Nullable Object> {
        /** Handles the event. */
        void handle(S socket, A a, B b) throws Exception;
    }

    /** An event with three arguments. */
    @FunctionalInterface
    public interface H3<S, A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> {
        /** Handles the event. */
        void handle(S socket, A a, B b, C c) throws Exception;
    }

    /** An event with arguments and acknowledgement in hand. */
    @FunctionalInterface
    public interface WithAck<S> {
        /** Handles the event; the acknowledgement is up to the handler. */
        void handle(S socket, Args args, Ack ack) throws Exception;
    }

    /** A call without arguments that matter. What it returns is the acknowledgement. */
    @FunctionalInterface
    public interface C0<S, R extends @Nullable Object> {
        /** Answers the call. */
        R call(S socket) throws Exception;
    }

    /** A call with one argument. What it returns is the acknowledgement. */
    @FunctionalInterface
    public interface C1<S, A extends @Nullable Object, R extends @Nullable Object> {
        /** Answers the call. */
        R call(S socket, A a) throws Exception;
    }

    /** A call with two arguments. What it returns is the acknowledgement. */
    @FunctionalInterface
    public interface C2<S, A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> {
        /** Answers the call. */
        R call(S socket, A a, B b) throws Exception;
    }

    /** A call with three arguments. What it returns is the acknowledgement. */
    @FunctionalInterface
    public interface C3<
            S,
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            R extends @Nullable Object> {
        /** Answers the call. */
        R call(S socket, A a, B b, C c) throws Exception;
    }

    /** Hears of every event, whatever its name. */
    @FunctionalInterface
    public interface Any<S> {
        /** An event; of those that arrive, before the handlers of its name. */
        void handle(S socket, String event, Args args) throws Exception;
    }

    /** Hears of every event and may acknowledge it. */
    @FunctionalInterface
    public interface AnyWithAck<S> {
        /** An event, before the handlers of its name; the acknowledgement is up to whoever sends it first. */
        void handle(S socket, String event, Args args, Ack ack) throws Exception;
    }
}
