package io.sockeye.server;

import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.Host;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostExchange;
import io.sockeye.engineio.server.host.HostLoop;
import io.sockeye.engineio.server.host.HostServer;
import io.sockeye.engineio.server.host.WebSocketConnection;
import io.sockeye.engineio.server.host.WebSocketHandler;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Another host, with a loop: one thread carries the handlers of all its connections. */
final class LoopHost implements Host {
    private static final Executor THREAD = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("test-loop").factory());

    private static final HostLoop LOOP = new HostLoop() {
        @Override
        public boolean carryNow(Runnable piece) {
            return false;
        }

        @Override
        public boolean carryLater(Runnable piece) {
            THREAD.execute(piece);
            return true;
        }
    };

    private final Host host;

    LoopHost(Host host) {
        this.host = host;
    }

    @Override
    public HostServer start(HostConfig config, ExchangeHandler handler) throws IOException {
        return host.start(config, exchange -> handler.handle(with(HostExchange.class, exchange)));
    }

    private static <T> T with(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                LoopHost.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(real, method, arguments)));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("loop")) {
            return LOOP;
        }
        for (int i = 0; arguments != null && i < arguments.length; i++) {
            if (arguments[i] instanceof WebSocketHandler handler) {
                arguments[i] = with(WebSocketHandler.class, handler);
            } else if (arguments[i] instanceof WebSocketConnection connection) {
                arguments[i] = with(WebSocketConnection.class, connection);
            }
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
