package io.sockeye.client;

import io.sockeye.dispatch.Ack;
import io.sockeye.dispatch.Args;
import org.jspecify.annotations.Nullable;

/** The shapes of a client's handlers. They may throw anything, may block, and run one after the other for one namespace. */
public final class ClientHandlers {
    private ClientHandlers() {}

    /** An event without arguments that matter. */
    @FunctionalInterface
    public interface E0 {
        /** Handles the event. */
        void handle() throws Exception;
    }

    /** An event with one argument. */
    @FunctionalInterface
    public interface E1<A extends @Nullable Object> {
        /** Handles the event. */
        void handle(A a) throws Exception;
    }

    /** An event with two arguments. */
    @FunctionalInterface
    public interface E2<A extends @Nullable Object, B extends @Nullable Object> {
        /** Handles the event. */
        void handle(A a, B b) throws Exception;
    }

    /** An event with three arguments. */
    @FunctionalInterface
    public interface E3<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> {
        /** Handles the event. */
        void handle(A a, B b, C c) throws Exception;
    }

    /** An event with arguments and acknowledgement in hand. */
    @FunctionalInterface
    public interface WithAck {
        /** Handles the event; the acknowledgement is up to the handler. */
        void handle(Args args, Ack ack) throws Exception;
    }

    /** A call without arguments that matter. What it returns is the acknowledgement. */
    @FunctionalInterface
    public interface C0<R extends @Nullable Object> {
        /** Answers the call. */
        R call() throws Exception;
    }

    /** A call with one argument. What it returns is the acknowledgement. */
    @FunctionalInterface
    public interface C1<A extends @Nullable Object, R extends @Nullable Object> {
        /** Answers the call. */
        R call(A a) throws Exception;
    }

    /** A call with two arguments. What it returns is the acknowledgement. */
    @FunctionalInterface
    public interface C2<A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> {
        /** Answers the call. */
        R call(A a, B b) throws Exception;
    }

    /** A call with three arguments. What it returns is the acknowledgement. */
    @FunctionalInterface
    public interface C3<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            R extends @Nullable Object> {
        /** Answers the call. */
        R call(A a, B b, C c) throws Exception;
    }

    /** Hears of every event, whatever its name. */
    @FunctionalInterface
    public interface Any {
        /** An event; of those that arrive, before the handlers of its name. */
        void handle(String event, Args args) throws Exception;
    }

    /** Hears of every event and may acknowledge it. */
    @FunctionalInterface
    public interface AnyWithAck {
        /** An event, before the handlers of its name; the acknowledgement is up to whoever sends it first. */
        void handle(String event, Args args, Ack ack) throws Exception;
    }
}
