package io.sockeye.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Events of one namespace that can't be sent now: because it isn't connected, or because the connection has no room. Bounded, in order. Inside of the client's inbox only.
 */
final class SendBuffer {
    private final Limits limits;
    private final Deque<Outbound> events = new ArrayDeque<>();
    private long bytes;

    SendBuffer(Limits limits) {
        this.limits = limits;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    int size() {
        return events.size();
    }

    /** Whether one more fits. */
    boolean hasRoom(Outbound event) {
        return events.size() < limits.events()
                && (events.isEmpty() || bytes + event.encoded().byteSize() <= limits.bytes());
    }

    void add(Outbound event) {
        events.add(event);
        bytes += event.encoded().byteSize();
    }

    @Nullable
    Outbound peek() {
        return events.peek();
    }

    void remove() {
        Outbound first = events.remove();
        bytes -= first.encoded().byteSize();
    }

    /** Takes out those that nobody wants to be sent any more. */
    void purge(Predicate<Outbound> unwanted) {
        events.removeIf(event -> {
            boolean goes = unwanted.test(event);
            if (goes) {
                bytes -= event.encoded().byteSize();
                event.accept();
            }
            return goes;
        });
    }

    /** Those that still waited for room have been taken by this buffer. */
    void accept() {
        events.forEach(Outbound::accept);
    }

    /** Drops all. */
    void fail(RuntimeException cause) {
        events.forEach(event -> event.taken().completeExceptionally(cause));
        events.clear();
        bytes = 0;
    }

    @Override
    public String toString() {
        return "SendBuffer[" + events.size() + " events, " + bytes + " bytes]";
    }

    /**
     * How much is kept, for each namespace.
     *
     * @param offline whether anything is kept while it isn't connected
     */
    record Limits(boolean offline, int events, long bytes) {
        static Limits defaults() {
            return new Limits(true, 10_000, 16 << 20);
        }
    }
}
