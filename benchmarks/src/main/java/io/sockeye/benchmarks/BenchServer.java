package io.sockeye.benchmarks;

import io.sockeye.server.SocketIoServer;

/** The six events that load generators ask for and one for rooms, written as a user would, with default options. Usage: {@code BenchServer PORT}. */
public final class BenchServer {
    private BenchServer() {}

    public static void main(String[] args) {
        SocketIoServer io = SocketIoServer.create();
        io.on("echo", Object.class, (socket, value) -> socket.emit("echo", value));
        io.onCall("ack", Object.class, (socket, value) -> value);
        io.on("bin", byte[].class, (socket, bytes) -> socket.emit("bin", (Object) bytes));
        io.on("bcast", Object.class, (socket, value) -> io.emit("b", value));
        io.on("room", Object.class, (socket, value) -> io.to("room").emit("b", value));
        io.on("join", String.class, (socket, room) -> socket.join(room));
        io.on("leave", String.class, (socket, room) -> socket.leave(room));
        io.listen("127.0.0.1", Integer.parseInt(args[0]));
        System.out.println("listening");
    }
}
