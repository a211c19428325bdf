/** Socket.IO packets and their codec, without I/O. */
module io.sockeye.socketio {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.engineio;

    exports io.sockeye.socketio;

    uses io.sockeye.socketio.JsonCodec;
}
