package io.sockeye.servlet;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;

/** Undertow, embedded. */
public final class UndertowContainer implements Container.Running {
    private static final int THREADS = 8;

    private final Undertow undertow;
    private final DeploymentManager deployment;
    private final InetSocketAddress address;

    private UndertowContainer(Undertow undertow, DeploymentManager deployment) {
        this.undertow = undertow;
        this.deployment = deployment;
        this.address = (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
    }

    /** See {@link Container#start}. */
    public static Container.Running start(int port, String contextPath, ServletContainerInitializer application)
            throws IOException {
        DeploymentInfo info = Servlets.deployment()
                .setClassLoader(UndertowContainer.class.getClassLoader())
                .setContextPath(contextPath.isEmpty() ? "/" : contextPath)
                .setDeploymentName("test")
                .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, new WebSocketDeploymentInfo())
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        application.getClass(), new ImmediateInstanceFactory<>(application), Set.of()));
        DeploymentManager deployment = Servlets.newContainer().addDeployment(info);
        deployment.deploy();
        try {
            Undertow undertow = Undertow.builder()
                    .addHttpListener(port, "127.0.0.1")
                    .setIoThreads(2)
                    .setWorkerThreads(THREADS)
                    .setHandler(Handlers.path().addPrefixPath(info.getContextPath(), deployment.start()))
                    .build();
            undertow.start();
            return new UndertowContainer(undertow, deployment);
        } catch (ServletException e) {
            throw new IOException(e);
        }
    }

    @Override
    public int threads() {
        return THREADS;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        try {
            if (deployment.getState() != DeploymentManager.State.UNDEPLOYED) {
                deployment.stop();
                deployment.undeploy();
                undertow.stop();
            }
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
    }
}
