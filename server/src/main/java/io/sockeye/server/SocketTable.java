package io.sockeye.server;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one connection, by namespace: most have one, so an array that is copied when it changes. Sockets that the server refused or disconnected stay in it: what the client sent before it
 * heard of that is ignored, where packets for a namespace that it never joined close the connection. Lock-free; once closed it stays empty.
 */
@SuppressWarnings("ReferenceEquality") // one certain table marks the end
final class SocketTable {
    private static final SocketCore[] NONE = {};
    private static final SocketCore[] CLOSED = {};
    private static final VarHandle SOCKETS;

    static {
        try {
            SOCKETS = MethodHandles.lookup().findVarHandle(SocketTable.class, "sockets", SocketCore[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile SocketCore[] sockets = NONE;

    boolean isClosed() {
        return sockets == CLOSED;
    }

    /** Whether none of them lives. */
    boolean isDead() {
        for (SocketCore socket : sockets) {
            if (!socket.isEnded()) {
                return false;
            }
        }
        return true;
    }

    /** Whether no namespace has let the client in, or may still do so. */
    boolean isStranger() {
        for (SocketCore socket : sockets) {
            if (!socket.isRefused()) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return sockets.length;
    }

    @Nullable
    SocketCore find(String namespace) {
        for (SocketCore socket : sockets) {
            if (socket.namespace().equals(namespace)) {
                return socket;
            }
        }
        return null;
    }

    /** Adds; false when the connection has been closed. */
    boolean add(SocketCore socket) {
        while (true) {
            SocketCore[] before = sockets;
            if (before == CLOSED) {
                return false;
            }
            SocketCore[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = socket;
            if (SOCKETS.compareAndSet(this, before, after)) {
                return true;
            }
        }
    }

    void remove(SocketCore socket) {
        while (true) {
            SocketCore[] before = sockets;
            int at = Arrays.asList(before).indexOf(socket);
            if (at < 0) {
                return;
            }
            SocketCore[] after = Arrays.copyOf(before, before.length - 1);
            System.arraycopy(before, at + 1, after, at, after.length - at);
            if (SOCKETS.compareAndSet(this, before, after.length == 0 ? NONE : after)) {
                return;
            }
        }
    }

    /** Takes all out, for good. */
    SocketCore[] close() {
        return (SocketCore[]) SOCKETS.getAndSet(this, CLOSED);
    }
}
