/**
 * The Socket.IO clients.
 *
 * <pre>{@code
 * try (SocketIoClient sio = SocketIoClient.create()) {
 *     sio.on("greeting", String.class, System.out::println);
 *     sio.connect("http://localhost:8000");
 *     sio.emit("hello", "Ada");
 *     sio.join();
 * }
 * }</pre>
 */
module io.sockeye.client {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.dispatch;
    requires transitive io.sockeye.engineio.client;

    exports io.sockeye.client;
}
