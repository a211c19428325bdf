/**
 * JSON on Jackson 3, the default of the servers and clients that find it on their path.
 *
 * {@snippet :
 * JsonCodec mine = JacksonJsonCodec.create(JsonMapper.builder().addModule(new MyModule()).build());
 * }
 */
module io.sockeye.jackson {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.socketio;
    requires transitive tools.jackson.databind;

    exports io.sockeye.jackson;

    provides io.sockeye.socketio.JsonCodec with
            io.sockeye.jackson.JacksonJsonCodec;
}
