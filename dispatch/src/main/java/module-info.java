/** What server and client share in serving user code. */
@SuppressWarnings("module") // the façades above aren't there yet when this is compiled
module io.sockeye.dispatch {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.socketio;

    exports io.sockeye.dispatch;
    exports io.sockeye.dispatch.run to
            io.sockeye.client,
            io.sockeye.server;
}
