/**
 * JSON on Jackson 2, for applications that have it already. Found on the path where the codec on Jackson 3 isn't.
 *
 * {@snippet :
 * JsonCodec mine = Jackson2JsonCodec.create(objectMapper);
 * }
 */
@SuppressWarnings("module") // ends with a digit, as the name of the library
module io.sockeye.jackson2 {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.socketio;
    requires transitive com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.datatype.jdk8;
    requires com.fasterxml.jackson.datatype.jsr310;
    requires com.fasterxml.jackson.module.paramnames;

    exports io.sockeye.jackson2;

    provides io.sockeye.socketio.JsonCodec with
            io.sockeye.jackson2.Jackson2JsonCodec;
}
