package io.sockeye.client;

/**
 * Where a client is in its life. Every way ends in IDLE, and from there it can be connected again; only CLOSED is final.
 *
 * <pre>
 * IDLE --connect--> CONNECTING --established--> CONNECTED --lost--> BACKING_OFF --due--> RECONNECTING
 *  ^                  |    '--failed, retry--> BACKING_OFF              ^                 |     |
 *  |                  |                                                 '-----failed------'     '--established--> CONNECTED
 *  '--failed, ended---'--- ended: from every one of them
 * </pre>
 *
 * <p>Not thread-safe, no I/O: inside of the client's inbox only.
 */
final class ClientState {
    private Phase phase = Phase.IDLE;

    Phase phase() {
        return phase;
    }

    /** Whether there is something that can end. */
    boolean isActive() {
        return switch (phase) {
            case IDLE, CLOSED -> false;
            case CONNECTING, CONNECTED, BACKING_OFF, RECONNECTING -> true;
        };
    }

    /**
     * The user wants a connection.
     *
     * @throws IllegalStateException if there is one, or one is made, or never again
     */
    void connect() {
        switch (phase) {
            case IDLE -> phase = Phase.CONNECTING;
            case CONNECTING, CONNECTED, BACKING_OFF, RECONNECTING ->
                throw new IllegalStateException("the client is " + phase.words + " already; disconnect it first");
            case CLOSED -> throw new IllegalStateException("the client has been closed");
        }
    }

    /**
     * The connection is there and the namespaces have answered.
     *
     * @return whether it is a reconnect
     */
    boolean established() {
        boolean again = phase == Phase.RECONNECTING;
        move(Phase.CONNECTED, Phase.CONNECTING, Phase.RECONNECTING);
        return again;
    }

    /** An attempt failed, or a connection was lost; it is tried again. */
    void backOff() {
        move(Phase.BACKING_OFF, Phase.CONNECTING, Phase.CONNECTED, Phase.RECONNECTING);
    }

    /** The time between two tries has passed. */
    void due() {
        move(Phase.RECONNECTING, Phase.BACKING_OFF);
    }

    /** It is over: one side disconnected, or it was given up. Without effect when there is nothing. */
    void ended() {
        if (isActive()) {
            phase = Phase.IDLE;
        }
    }

    /** It is over, and nothing begins any more. */
    void closed() {
        phase = Phase.CLOSED;
    }

    private void move(Phase to, Phase... from) {
        for (Phase one : from) {
            if (phase == one) {
                phase = to;
                return;
            }
        }
        throw new IllegalStateException("no way from " + phase + " to " + to);
    }

    @Override
    public String toString() {
        return "ClientState[" + phase + "]";
    }

    /** The phases. */
    enum Phase {
        /** No connection, and none is made. */
        IDLE("idle"),
        /** The first connection is made, or its namespaces have not answered. */
        CONNECTING("connecting"),
        /** Connected. */
        CONNECTED("connected"),
        /** The connection was lost, the next try waits for its time. */
        BACKING_OFF("reconnecting"),
        /** A lost connection is made again. */
        RECONNECTING("reconnecting"),
        /** Never again. */
        CLOSED("closed");

        private final String words;

        Phase(String words) {
            this.words = words;
        }
    }
}
