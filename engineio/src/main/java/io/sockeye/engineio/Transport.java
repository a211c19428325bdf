package io.sockeye.engineio;

/** A transport of an Engine.IO session, as the query parameter {@code transport} names it. */
public enum Transport {
    /** HTTP long-polling. */
    POLLING("polling"),
    /** WebSocket. */
    WEBSOCKET("websocket");

    private final String wireName;

    Transport(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire, {@code polling} or {@code websocket}. */
    public String wireName() {
        return wireName;
    }
}
