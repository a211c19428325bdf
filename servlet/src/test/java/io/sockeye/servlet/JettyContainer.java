package io.sockeye.servlet;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, embedded. */
final class JettyContainer implements Container.Running {
    private static final int THREADS = 8;

    private final Server jetty;
    private final ServerConnector connector;

    private JettyContainer(Server jetty, ServerConnector connector) {
        this.jetty = jetty;
        this.connector = connector;
    }

    static Container.Running start(int port, Handler context) throws IOException {
        Server jetty = new Server(new QueuedThreadPool(THREADS));
        ServerConnector connector = new ServerConnector(jetty, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        jetty.addConnector(connector);
        jetty.setHandler(context);
        try {
            jetty.start();
        } catch (Exception e) {
            throw new IOException(e);
        }
        return new JettyContainer(jetty, connector);
    }

    @Override
    public int threads() {
        return THREADS;
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", connector.getLocalPort());
    }

    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
