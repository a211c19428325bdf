package io.sockeye.adapter;

/** What the adapter knows of one socket: the rooms it is in. Under the adapter's guard. */
final class Membership extends CompactSet<Room> {
    private final LocalSocket socket;

    Membership(LocalSocket socket) {
        this.socket = socket;
    }

    LocalSocket socket() {
        return socket;
    }
}
