package io.sockeye.client;

import java.util.ArrayList;
import java.util.List;

/** Counts the disconnect handlers that have not returned. Inside of the client's inbox only. */
final class Farewells {
    private final List<Runnable> waiting = new ArrayList<>();
    private int running;

    void begin() {
        running++;
    }

    void done() {
        running--;
        if (running == 0) {
            List<Runnable> free = List.copyOf(waiting);
            waiting.clear();
            free.forEach(Runnable::run);
        }
    }

    /** Runs an input when there are none, perhaps at once. */
    void whenDone(Runnable input) {
        if (running == 0) {
            input.run();
        } else {
            waiting.add(input);
        }
    }
}
