package io.sockeye.adapter;

import org.jspecify.annotations.Nullable;

/** The members of one room: a set under the adapter's guard, and an array of it for broadcasts, which take no lock while nobody comes or goes. */
final class Room extends CompactSet<LocalSocket> {
    private static final LocalSocket[] NOBODY = {};

    private final String name;

    /** Written under the adapter's guard, read without; null when the members have changed. Nobody changes the array. */
    private volatile LocalSocket @Nullable [] snapshot = NOBODY;

    Room(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    @Override
    boolean add(LocalSocket socket) {
        boolean added = super.add(socket);
        if (added) {
            snapshot = null;
        }
        return added;
    }

    @Override
    boolean remove(Object socket) {
        boolean removed = super.remove(socket);
        if (removed) {
            snapshot = null;
        }
        return removed;
    }

    /** The members as they were a moment ago; null when the array has to be made, under the guard. */
    LocalSocket @Nullable [] snapshot() {
        return snapshot;
    }

    /** Makes the array, under the guard. */
    LocalSocket[] refresh() {
        LocalSocket[] made = snapshot;
        if (made == null) {
            made = copy();
            snapshot = made;
        }
        return made;
    }

    private LocalSocket[] copy() {
        LocalSocket[] members = new LocalSocket[size()];
        int[] at = {0};
        forEach(socket -> members[at[0]++] = socket);
        return members;
    }
}
