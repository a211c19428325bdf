/** The Socket.IO server. */
module io.sockeye.server {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.adapter;
    requires transitive io.sockeye.dispatch;
    requires transitive io.sockeye.engineio.server;
}
