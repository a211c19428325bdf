/** JSON on Jackson 3. */
module io.sockeye.jackson {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.socketio;
    requires transitive tools.jackson.databind;
}
