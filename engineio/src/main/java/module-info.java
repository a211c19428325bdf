/** Engine.IO without I/O: packets, payload codecs and the session state machine. */
module io.sockeye.engineio {
    requires static transitive org.jspecify;

    exports io.sockeye.engineio;
    exports io.sockeye.engineio.concurrent;
}
