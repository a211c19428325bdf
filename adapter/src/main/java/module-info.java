/** Adapters know which sockets are in which rooms. */
module io.sockeye.adapter {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.socketio;

    exports io.sockeye.adapter;
}
