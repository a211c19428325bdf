package io.sockeye.netty;

import io.sockeye.engineio.server.host.ContractClient;
import io.sockeye.engineio.server.host.Host;
import io.sockeye.engineio.server.host.HostServer;
import io.sockeye.engineio.server.host.OwnConnectionsContractTest;
import io.sockeye.engineio.server.host.RawClient;
import java.io.IOException;

final class NettyNioHostIT extends OwnConnectionsContractTest {
    private NettyServer server;

    @Override
    protected Host host() {
        return (config, handler) -> server = NettyServer.start(config, handler, 1, IoTransport.NIO);
    }

    @Override
    protected ContractClient connect(HostServer to) throws IOException {
        return new RawClient(to);
    }

    @Override
    protected int connections() {
        return server.connections();
    }
}
