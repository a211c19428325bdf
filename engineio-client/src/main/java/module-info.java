/** One connection to an Engine.IO server. */
module io.sockeye.engineio.client {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.engineio;
    requires transitive java.net.http;

    exports io.sockeye.engineio.client;
    exports io.sockeye.engineio.client.transport;
}
