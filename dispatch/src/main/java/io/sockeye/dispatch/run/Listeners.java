package io.sockeye.dispatch.run;

import io.sockeye.dispatch.Registration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Listeners in the order of their registration. Reading takes no lock; registering copies.
 *
 * @param <L> the listener
 */
public final class Listeners<L> {
    private final List<Slot<L>> slots = new CopyOnWriteArrayList<>();

    /** No listeners yet. */
    public Listeners() {}

    /** Whether nobody listens. */
    public boolean isEmpty() {
        return slots.isEmpty();
    }

    /** Adds a listener; two registrations of one listener are two. */
    public Registration add(L listener) {
        Slot<L> slot = new Slot<>(Objects.requireNonNull(listener));
        slots.add(slot);
        return () -> slots.remove(slot);
    }

    /** Calls each of those that are there at the begin; one that throws ends it. */
    public <E extends Exception> void each(Call<L, E> call) throws E {
        for (Slot<L> slot : slots) {
            call.on(slot.listener);
        }
    }

    /** Whether all of those that are there at the begin agree; the first that doesn't ends it. */
    public boolean all(Question<L> question) throws Exception {
        for (Slot<L> slot : slots) {
            if (!question.ask(slot.listener)) {
                return false;
            }
        }
        return true;
    }

    /**
     * What each listener is asked.
     *
     * @param <L> the listener
     */
    public interface Question<L> {
        /** Whether it agrees. */
        boolean ask(L listener) throws Exception;
    }

    /**
     * What is done to each listener.
     *
     * @param <L> the listener
     * @param <E> what it may throw
     */
    public interface Call<L, E extends Exception> {
        /** Does it. */
        void on(L listener) throws E;
    }

    /** Two registrations of one listener are two. */
    private static final class Slot<L> {
        private final L listener;

        Slot(L listener) {
            this.listener = listener;
        }
    }
}
