package io.sockeye.server;

import java.time.Duration;

/** What one connection may do, see {@link SocketIoServerBuilder}. */
record ConnectionOptions(Duration connectTimeout, int maxNamespaces, int maxAttachments, SlowClientPolicy slowClient) {
    static ConnectionOptions defaults() {
        return new ConnectionOptions(Duration.ofSeconds(45), 100, 10, SlowClientPolicy.disconnect());
    }

    ConnectionOptions withConnectTimeout(Duration connectTimeout) {
        return new ConnectionOptions(connectTimeout, maxNamespaces, maxAttachments, slowClient);
    }

    ConnectionOptions withMaxNamespaces(int maxNamespaces) {
        return new ConnectionOptions(connectTimeout, maxNamespaces, maxAttachments, slowClient);
    }

    ConnectionOptions withMaxAttachments(int maxAttachments) {
        return new ConnectionOptions(connectTimeout, maxNamespaces, maxAttachments, slowClient);
    }

    ConnectionOptions withSlowClient(SlowClientPolicy slowClient) {
        return new ConnectionOptions(connectTimeout, maxNamespaces, maxAttachments, slowClient);
    }
}
