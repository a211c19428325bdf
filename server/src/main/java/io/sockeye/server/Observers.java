package io.sockeye.server;

import io.sockeye.dispatch.HandlerError;
import io.sockeye.dispatch.HandlerError.Kind;
import io.sockeye.dispatch.Registration;
import io.sockeye.engineio.server.EngineServer;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those who observe a server. Who comes, and what there is to tell, meet under a lock, so that each is told of everything once; the telling happens outside of it. */
final class Observers {
    private static final System.Logger LOGGER = System.getLogger("io.sockeye.server");
    private static final ServerObserver[] NONE = {};

    private final ReentrantLock lock = new ReentrantLock();

    /** Written under the lock. */
    private volatile ServerObserver[] observers = NONE;

    // guarded by lock
    private final List<Namespace> namespaces = new ArrayList<>();
    private @Nullable EngineServer engine;
    private boolean closed;

    /** Whether nobody observes: then nothing needs to be measured. */
    boolean isEmpty() {
        return observers.length == 0;
    }

    Registration add(ServerObserver observer) {
        List<Consumer<ServerObserver>> past = new ArrayList<>();
        lock.lock();
        try {
            if (closed) {
                past.add(ServerObserver::onClose);
            } else {
                observers = Arrays.copyOf(observers, observers.length + 1);
                observers[observers.length - 1] = observer;
                namespaces.forEach(namespace -> past.add(other -> other.onNamespace(namespace)));
                EngineServer started = engine;
                if (started != null) {
                    past.add(other -> other.onStart(started));
                }
            }
        } finally {
            lock.unlock();
        }
        past.forEach(event -> tell(observer, event));
        return () -> remove(observer);
    }

    private void remove(ServerObserver observer) {
        lock.lock();
        try {
            List<ServerObserver> left = new ArrayList<>(Arrays.asList(observers));
            left.remove(observer);
            observers = left.toArray(NONE);
        } finally {
            lock.unlock();
        }
    }

    /** Tells of a namespace, if that hasn't been done. */
    void made(Namespace namespace) {
        ServerObserver[] told;
        lock.lock();
        try {
            if (namespaces.contains(namespace)) {
                return;
            }
            namespaces.add(namespace);
            told = observers;
        } finally {
            lock.unlock();
        }
        tell(told, observer -> observer.onNamespace(namespace));
    }

    /** Tells of the start, if that hasn't been done. */
    void started(EngineServer running) {
        ServerObserver[] told;
        lock.lock();
        try {
            if (engine != null) {
                return;
            }
            engine = running;
            told = observers;
        } finally {
            lock.unlock();
        }
        tell(told, observer -> observer.onStart(running));
    }

    void closed() {
        ServerObserver[] told;
        lock.lock();
        try {
            closed = true;
            told = observers;
            observers = NONE;
        } finally {
            lock.unlock();
        }
        tell(told, ServerObserver::onClose);
    }

    void handled(SocketCore socket, String event, long nanos) {
        for (ServerObserver observer : observers) {
            try {
                observer.onHandled(socket.namespace(), event, nanos);
            } catch (Throwable e) {
                socket.report(Kind.LISTENER, event, e);
            }
        }
    }

    void failed(HandlerError error) {
        tell(observers, observer -> observer.onError(error));
    }

    private static void tell(ServerObserver[] told, Consumer<ServerObserver> event) {
        for (ServerObserver observer : told) {
            tell(observer, event);
        }
    }

    private static void tell(ServerObserver observer, Consumer<ServerObserver> event) {
        try {
            event.accept(observer);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "an observer threw", e);
        }
    }
}
