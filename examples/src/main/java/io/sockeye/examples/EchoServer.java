package io.sockeye.examples;

import io.sockeye.server.SocketIoServer;

/**
 * The smallest server that does something: every event comes back to its sender with all its arguments, binary ones too, and as the acknowledgement if one was
 * asked for.
 */
public final class EchoServer {
    private EchoServer() {}

    /** Takes the port as its only argument; default 8000. */
    public static void main(String[] args) {
        System.out.println("http://localhost:" + create().listen(args.length > 0 ? Integer.parseInt(args[0]) : 8000));
    }

    static SocketIoServer create() {
        SocketIoServer io = SocketIoServer.builder().closeOnShutdown(true).build();
        io.onAny((socket, event, arguments, ack) -> {
            socket.emit(event, arguments.toArray());
            ack.send(arguments.toArray());
        });
        return io;
    }
}
