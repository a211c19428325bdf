/** Engine.IO sessions on the server, and the SPI that a web server fills in. */
module io.sockeye.engineio.server {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.engineio;

    exports io.sockeye.engineio.server;
    exports io.sockeye.engineio.server.host;
}
