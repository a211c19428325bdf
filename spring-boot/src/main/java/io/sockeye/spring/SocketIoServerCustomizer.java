package io.sockeye.spring;

import io.sockeye.server.SocketIoServerBuilder;

/** A bean that changes the options of the auto-configured server, after the properties {@code sockeye.*} were applied. Several are asked in their {@code @Order}. */
@FunctionalInterface
public interface SocketIoServerCustomizer {
    /** Changes options. */
    void customize(SocketIoServerBuilder builder);
}
