package io.sockeye.adapter;

import java.util.function.Consumer;

/**
 * The union of some rooms without the members of others, each socket once.
 *
 * @param rooms the members of each room
 * @param except the members of each room that is left out
 */
record Selection(LocalSocket[][] rooms, LocalSocket[][] except) {
    static final LocalSocket[] NOBODY = {};

    void forEach(Consumer<LocalSocket> action) {
        if (rooms.length == 1 && except.length == 0) {
            for (LocalSocket socket : rooms[0]) {
                action.accept(socket);
            }
            return;
        }
        CompactSet<LocalSocket> done = new CompactSet<>();
        for (LocalSocket[] members : except) {
            for (LocalSocket socket : members) {
                done.add(socket);
            }
        }
        if (rooms.length == 1) {
            forEachWithout(done, action);
        } else {
            forEachOnce(done, action);
        }
    }

    private void forEachWithout(CompactSet<LocalSocket> excluded, Consumer<LocalSocket> action) {
        for (LocalSocket socket : rooms[0]) {
            if (!excluded.contains(socket)) {
                action.accept(socket);
            }
        }
    }

    private void forEachOnce(CompactSet<LocalSocket> done, Consumer<LocalSocket> action) {
        for (LocalSocket[] members : rooms) {
            for (LocalSocket socket : members) {
                if (done.add(socket)) {
                    action.accept(socket);
                }
            }
        }
    }
}
