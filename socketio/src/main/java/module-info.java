/** Socket.IO packets and their codec, without I/O. */
@SuppressWarnings("module") // the codecs above aren't there yet when this is compiled
module io.sockeye.socketio {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.engineio;

    exports io.sockeye.socketio;
    exports io.sockeye.socketio.json to
            io.sockeye.jackson,
            io.sockeye.jackson2;

    uses io.sockeye.socketio.JsonCodec;
}
