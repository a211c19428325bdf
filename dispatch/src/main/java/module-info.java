/** What server and client share in serving user code. */
module io.sockeye.dispatch {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.socketio;

    exports io.sockeye.dispatch;
    exports io.sockeye.dispatch.run to
            io.sockeye.server;
}
