package io.sockeye.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one server in one registry: registers them, and takes all of them out at the end. Thread-safe; the registry is never called under the lock.
 *
 * <p>A registry refers to the source of a number weakly: who registers holds it.
 */
final class Meters {
    private final MeterRegistry registry;
    private final Tags common;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final List<Meter> registered = new ArrayList<>();
    private boolean closed;

    Meters(MeterRegistry registry, Tags common) {
        this.registry = registry;
        this.common = common;
    }

    /** Whether the registry has a meter of this name and the common tags. */
    boolean has(MeterName name) {
        return registry.find(name.text()).tags(common).meter() != null;
    }

    /** A number that goes up and down. */
    <T> void gauge(MeterName name, Tags tags, T source, ToDoubleFunction<T> value) {
        keep(Gauge.builder(name.text(), source, value)
                .tags(common.and(tags))
                .description(name.meaning())
                .baseUnit(name.unit())
                .register(registry));
    }

    /** A number that somebody else counts. */
    <T> void counter(MeterName name, Tags tags, T source, ToDoubleFunction<T> value) {
        keep(FunctionCounter.builder(name.text(), source, value)
                .tags(common.and(tags))
                .description(name.meaning())
                .baseUnit(name.unit())
                .register(registry));
    }

    /** A number to count. */
    Counter counter(MeterName name, Tags tags) {
        return keep(Counter.builder(name.text())
                .tags(common.and(tags))
                .description(name.meaning())
                .register(registry));
    }

    /** Durations to record. */
    Timer timer(MeterName name, Tags tags) {
        return keep(Timer.builder(name.text())
                .tags(common.and(tags))
                .description(name.meaning())
                .register(registry));
    }

    private <M extends Meter> M keep(M meter) {
        boolean late;
        lock.lock();
        try {
            late = closed;
            if (!late) {
                registered.add(meter);
            }
        } finally {
            lock.unlock();
        }
        if (late) {
            registry.remove(meter);
        }
        return meter;
    }

    /** Takes all of them out, and those that come later too. */
    void close() {
        List<Meter> all;
        lock.lock();
        try {
            closed = true;
            all = List.copyOf(registered);
            registered.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(registry::remove);
    }
}
