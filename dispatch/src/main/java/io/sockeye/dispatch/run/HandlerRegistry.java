package io.sockeye.dispatch.run;

import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.EventHandler;
import io.sockeye.dispatch.EventHandler.Style;
import io.sockeye.dispatch.Handlers;
import io.sockeye.dispatch.Registration;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.JsonCodec.ArgumentsReader;
import io.sockeye.socketio.ReservedEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one namespace or socket. Reading is one volatile read and a map look-up without lock; registering copies.
 *
 * @param <S> the socket
 */
public final class HandlerRegistry<S> {
    private final JsonCodec json;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Map<String, List<Entry<S>>> byEvent = Map.of();
    private volatile List<Handlers.AnyWithAck<? super S>> any = List.of();

    /** No listeners yet. */
    public HandlerRegistry(JsonCodec json) {
        this.json = json;
    }

    /** Adds a handler, see {@link io.sockeye.dispatch.EventSource#handle}. */
    public Registration add(String event, EventHandler<S> handler, boolean once) {
        checkName(event);
        Entry<S> entry = new Entry<>(handler, readerOf(handler), once ? new AtomicBoolean() : null);
        lock.lock();
        try {
            List<Entry<S>> entries = new ArrayList<>(entries(event));
            if (handler.style() == Style.CALL
                    && entries.stream().anyMatch(e -> e.handler().style() == Style.CALL)) {
                throw new IllegalStateException("there is a handler already whose result acknowledges '" + event + "'");
            }
            entries.add(entry);
            replace(event, entries);
        } finally {
            lock.unlock();
        }
        return () -> remove(event, entry);
    }

    /** Adds a listener of all events. */
    public Registration addAny(Handlers.AnyWithAck<? super S> handler) {
        Handlers.AnyWithAck<S> own = handler::handle;
        lock.lock();
        try {
            List<Handlers.AnyWithAck<? super S>> all = new ArrayList<>(any);
            all.add(own);
            any = List.copyOf(all);
        } finally {
            lock.unlock();
        }
        return () -> removeAny(own);
    }

    /** Removes all listeners of an event. */
    public void removeAll(String event) {
        lock.lock();
        try {
            replace(event, List.of());
        } finally {
            lock.unlock();
        }
    }

    /** Whether nobody listens to anything. */
    public boolean isEmpty() {
        return byEvent.isEmpty() && any.isEmpty();
    }

    /** Whether somebody listens to an event by its name. */
    public boolean handles(String event) {
        return byEvent.containsKey(event);
    }

    List<Handlers.AnyWithAck<? super S>> any() {
        return any;
    }

    List<Entry<S>> entries(String event) {
        List<Entry<S>> entries = byEvent.get(event);
        return entries == null ? List.of() : entries;
    }

    /** Takes a handler for one run; of those that run once only the first taker gets true. */
    boolean claim(String event, Entry<S> entry) {
        AtomicBoolean taken = entry.taken();
        if (taken == null) {
            return true;
        }
        if (!taken.compareAndSet(false, true)) {
            return false;
        }
        remove(event, entry);
        return true;
    }

    private static void checkName(String event) {
        if (ReservedEvents.contains(event)) {
            throw new IllegalArgumentException("'" + event
                    + "' is a name of the protocol; use onConnect, onDisconnecting, onDisconnect or onConnectError");
        }
    }

    private @Nullable ArgumentsReader readerOf(EventHandler<S> handler) {
        boolean whole = handler.types().equals(List.of(Args.class));
        return whole ? null : json.reader(handler.types(), handler.varargs());
    }

    private void remove(String event, Entry<S> entry) {
        lock.lock();
        try {
            List<Entry<S>> entries = new ArrayList<>(entries(event));
            if (entries.remove(entry)) {
                replace(event, entries);
            }
        } finally {
            lock.unlock();
        }
    }

    private void removeAny(Handlers.AnyWithAck<S> handler) {
        lock.lock();
        try {
            List<Handlers.AnyWithAck<? super S>> all = new ArrayList<>(any);
            all.remove(handler);
            any = List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    private void replace(String event, List<Entry<S>> entries) {
        Map<String, List<Entry<S>>> copy = new HashMap<>(byEvent);
        if (entries.isEmpty()) {
            copy.remove(event);
        } else {
            copy.put(event, List.copyOf(entries));
        }
        byEvent = Map.copyOf(copy);
    }

    /** A registered handler. No record: two registrations of one handler are two. */
    static final class Entry<S> {
        private final EventHandler<S> handler;

        /** Binds its arguments; null when it takes {@link Args}. */
        private final @Nullable ArgumentsReader reader;

        /** Null for handlers that stay, else whether the one run has been given away. */
        private final @Nullable AtomicBoolean taken;

        Entry(EventHandler<S> handler, @Nullable ArgumentsReader reader, @Nullable AtomicBoolean taken) {
            this.handler = handler;
            this.reader = reader;
            this.taken = taken;
        }

        EventHandler<S> handler() {
            return handler;
        }

        @Nullable
        ArgumentsReader reader() {
            return reader;
        }

        @Nullable
        AtomicBoolean taken() {
            return taken;
        }
    }
}
