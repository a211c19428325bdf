package io.sockeye.servlet;

import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.HostConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** A Tomcat of the test's own with the servlet in it. */
final class TomcatHost implements EmbeddedServer {
    private static final int THREADS = 8;

    private final Tomcat tomcat;
    private final SockeyeServlet servlet;

    private TomcatHost(Tomcat tomcat, SockeyeServlet servlet) {
        this.tomcat = tomcat;
        this.servlet = servlet;
    }

    static TomcatHost start(HostConfig config, ExchangeHandler handler) throws IOException {
        Tomcat tomcat = new Tomcat();
        Path base = Files.createTempDirectory("tomcat");
        tomcat.setBaseDir(base.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(config.port());
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxThreads", "" + THREADS);
        SockeyeServlet servlet = new SockeyeServlet(config, handler);
        var context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer((classes, application) -> servlet.addTo(application, "/*"), Set.of());
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IOException(e);
        }
        return new TomcatHost(tomcat, servlet);
    }

    @Override
    public int connections() {
        return servlet.connections();
    }

    @Override
    public int threads() {
        return THREADS;
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", tomcat.getConnector().getLocalPort());
    }

    @Override
    public void stopAccepting() {
        tomcat.getConnector().getProtocolHandler().closeServerSocketGraceful();
    }

    @Override
    public void close() {
        try {
            if (tomcat.getServer().getState() == LifecycleState.STARTED) {
                tomcat.stop();
                tomcat.destroy();
            }
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }
}
