package io.sockeye.server;

import io.sockeye.engineio.server.host.Host;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.socketio.SocketIoException;
import java.time.Duration;
import java.util.ServiceLoader;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Which web server is started and how, see {@link SocketIoServerBuilder}. */
record HostOptions(
        @Nullable Host host,
        @Nullable SSLContext tls,
        boolean deflate,
        int deflateThresholdBytes,
        Duration idleTimeout,
        int maxHeaderBytes) {
    static HostOptions defaults() {
        return new HostOptions(null, null, false, 1024, Duration.ofSeconds(75), 16 << 10);
    }

    HostOptions withHost(Host host) {
        return new HostOptions(host, tls, deflate, deflateThresholdBytes, idleTimeout, maxHeaderBytes);
    }

    HostOptions withTls(@Nullable SSLContext tls) {
        return new HostOptions(host, tls, deflate, deflateThresholdBytes, idleTimeout, maxHeaderBytes);
    }

    HostOptions withDeflate(int thresholdBytes) {
        return new HostOptions(host, tls, true, thresholdBytes, idleTimeout, maxHeaderBytes);
    }

    HostOptions withIdleTimeout(Duration idleTimeout) {
        return new HostOptions(host, tls, deflate, deflateThresholdBytes, idleTimeout, maxHeaderBytes);
    }

    HostOptions withMaxHeaderBytes(int maxHeaderBytes) {
        return new HostOptions(host, tls, deflate, deflateThresholdBytes, idleTimeout, maxHeaderBytes);
    }

    Host hostOrFound() {
        return host != null
                ? host
                : ServiceLoader.load(Host.class)
                        .findFirst()
                        .orElseThrow(() -> new SocketIoException(
                                "no host found: add sockeye-netty to the class path, or name a Host in the options"));
    }

    HostConfig config(@Nullable String hostname, int port, int maxPayload) {
        return new HostConfig(
                hostname, port, tls, maxPayload, maxHeaderBytes, deflate, deflateThresholdBytes, idleTimeout);
    }
}
