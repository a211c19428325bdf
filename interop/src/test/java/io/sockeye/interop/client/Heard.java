package io.sockeye.interop.client;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a handler heard, in order. */
final class Heard<T> {
    private final BlockingQueue<T> values = new LinkedBlockingQueue<>();

    void add(T value) {
        values.add(value);
    }

    /** The next one, waited for. */
    T take() throws InterruptedException {
        T value = values.poll(TestClient.LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (value == null) {
            throw new AssertionError("nothing was heard");
        }
        return value;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
