package io.sockeye.servlet;

import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
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
        return start(port, contextPath, application, (tomcat, context) -> {});
    }

    /** One that asks everybody for name and password. */
    static Container.Running startWithLogin(ServletContainerInitializer application, String name, String password)
            throws IOException {
        return start(0, "", application, (tomcat, context) -> {
            tomcat.addUser(name, password);
            tomcat.addRole(name, "customer");
            context.setLoginConfig(new LoginConfig("BASIC", "test", null, null));
            context.getPipeline().addValve(new BasicAuthenticator());
            SecurityConstraint constraint = new SecurityConstraint();
            constraint.addAuthRole("customer");
            SecurityCollection all = new SecurityCollection();
            all.addPattern("/*");
            constraint.addCollection(all);
            context.addConstraint(constraint);
        });
    }

    private static Container.Running start(
            int port, String contextPath, ServletContainerInitializer application, BiConsumer<Tomcat, Context> settings)
            throws IOException {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxThreads", "" + THREADS);
        tomcat.getConnector().setProperty("compression", "on");
        Context context = tomcat.addContext(contextPath, null);
        Tomcat.addServlet(context, "default", new DefaultServlet());
        context.addServletMappingDecoded("/", "default");
        settings.accept(tomcat, context);
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
