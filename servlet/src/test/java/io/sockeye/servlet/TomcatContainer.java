package io.sockeye.servlet;

import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.Set;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** Tomcat, embedded. */
public final class TomcatContainer implements Container.Running {
    private static final int THREADS = 8;

    private final Tomcat tomcat;

    private TomcatContainer(Tomcat tomcat) {
        this.tomcat = tomcat;
    }

    /** See {@link Container#start}. */
    public static Container.Running start(int port, String contextPath, ServletContainerInitializer application)
            throws IOException {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxThreads", "" + THREADS);
        var context = tomcat.addContext(contextPath, null);
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer(application, Set.of());
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IOException(e);
        }
        return new TomcatContainer(tomcat);
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
