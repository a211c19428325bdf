package io.sockeye.benchmarks;

import io.sockeye.netty.IoTransport;
import io.sockeye.netty.NettyHost;
import io.sockeye.server.HandlerScheduler;
import io.sockeye.server.SocketIoServer;
import io.sockeye.server.SocketIoServerBuilder;
import java.util.Locale;

/**
 * The six events that load generators ask for and one for rooms, written as a user would, with default options but for who carries the handlers and how bytes get in and out.
 * Usage: {@code BenchServer PORT [jdk|loop] [epoll|io_uring|nio]}.
 */
public final class BenchServer {
    private BenchServer() {}

    public static void main(String[] args) {
        SocketIoServerBuilder options = SocketIoServer.builder();
        if (args.length > 1) {
            options.handlerScheduler(HandlerScheduler.valueOf(args[1].toUpperCase(Locale.ROOT)));
        }
        if (args.length > 2) {
            options.host(new NettyHost().transport(IoTransport.valueOf(args[2].toUpperCase(Locale.ROOT))));
        }
        SocketIoServer io = options.build();
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
