/**
 * The Socket.IO server.
 *
 * <pre>{@code
 * SocketIoServer io = SocketIoServer.create();
 * io.on("hello", String.class, (socket, name) -> socket.emit("greeting", "Hello, " + name));
 * io.listen(8000);
 * }</pre>
 */
module io.sockeye.server {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.adapter;
    requires transitive io.sockeye.dispatch;
    requires transitive io.sockeye.engineio.server;

    exports io.sockeye.server;

    uses io.sockeye.engineio.server.host.Host;
}
