package io.sockeye.netty;

import io.sockeye.engineio.TestTls;
import io.sockeye.engineio.server.host.ContractClient;
import io.sockeye.engineio.server.host.Host;
import io.sockeye.engineio.server.host.HostServer;
import io.sockeye.engineio.server.host.OwnConnectionsContractTest;
import io.sockeye.engineio.server.host.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class NettyTlsHostIT extends OwnConnectionsContractTest {
    private static SSLContext context;
    private NettyServer server;

    @BeforeAll
    static void makeACertificate(@TempDir Path folder) throws Exception {
        context = TestTls.create(folder);
    }

    @Override
    protected SSLContext tls() {
        return context;
    }

    @Override
    protected Host host() {
        return (config, handler) -> server = NettyServer.start(config, handler, 2, IoTransport.best());
    }

    @Override
    protected ContractClient connect(HostServer to) throws IOException {
        return new RawClient(context.getSocketFactory().createSocket(), to.address());
    }

    @Override
    protected int connections() {
        return server.connections();
    }
}
