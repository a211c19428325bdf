package io.sockeye.interop.peer;

import io.sockeye.interop.Node;

/** A server of {@code interop/js/servers}. */
public final class NodeServer extends ServerProcess {
    private NodeServer(Process process) {
        super(process);
    }

    /** A raw Engine.IO server, {@code engine.js}; the version is that of {@code socket.io}: 4.8.4 or 2.5.1. */
    public static NodeServer engine(String version, String options) {
        return new NodeServer(Node.start("servers/engine.js", version, options));
    }

    /** A Socket.IO server, {@code socketio.js}. */
    public static NodeServer socketIo(String version, String options) {
        return new NodeServer(Node.start("servers/socketio.js", version, options));
    }
}
