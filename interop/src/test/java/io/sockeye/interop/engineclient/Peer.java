package io.sockeye.interop.engineclient;

import static io.sockeye.engineio.Transport.POLLING;
import static io.sockeye.engineio.Transport.WEBSOCKET;

import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.client.EngineClientOptions;
import java.net.URI;
import java.util.List;

/** A way to connect: the revision of the protocol, and the transport that the connection comes to. */
record Peer(String version, EngineProtocol protocol, Mode mode) {
    enum Mode {
        POLLING_ONLY(List.of(POLLING)),
        WEBSOCKET_ONLY(List.of(WEBSOCKET)),
        UPGRADE(List.of(POLLING, WEBSOCKET));

        private final List<Transport> transports;

        Mode(List<Transport> transports) {
            this.transports = transports;
        }
    }

    EngineClientOptions.Builder options(String url) {
        return EngineClientOptions.builder(URI.create(url)).protocol(protocol).transports(mode.transports);
    }

    TestClient connect(String url) {
        return await(TestClient.connect(options(url).build()));
    }

    /** As {@link #connect}, on whichever transport it comes to. */
    TestClient open(String url) {
        return TestClient.connect(options(url).build()).open();
    }

    TestClient await(TestClient client) {
        return mode == Mode.UPGRADE ? client.upgraded() : client.open();
    }

    Transport transport() {
        return mode == Mode.POLLING_ONLY ? POLLING : WEBSOCKET;
    }

    @Override
    public String toString() {
        return version + " " + protocol + " " + mode;
    }
}
