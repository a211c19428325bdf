package io.sockeye.engineio.client;

import io.sockeye.engineio.OpenPacket;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.client.transport.TransportException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of a connection to its handshake: one transport after the other. Used inside the connection's executor only. */
final class Opening {
    private final Connection connection;
    private final EngineClientOptions options;
    private final List<Transport> untried;
    private @Nullable Requests requests;
    private @Nullable TransportException failure;

    Opening(Connection connection) {
        this.connection = connection;
        this.options = connection.options();
        this.untried = new ArrayList<>(options.transports());
        if (options.rememberUpgrade() && options.upgradedBefore().get() && untried.remove(Transport.WEBSOCKET)) {
            untried.addFirst(Transport.WEBSOCKET);
        }
    }

    /** Asks the user for headers, who may throw. */
    void begin() {
        requests = new Requests(options, options.headers().get());
    }

    /** Whether another transport may be tried when one fails. */
    boolean hasNext() {
        return options.tryAllTransports() && !untried.isEmpty();
    }

    Link next() {
        return newLink(untried.removeFirst());
    }

    private Link newLink(Transport transport) {
        return switch (transport) {
            case POLLING -> new PollingLink(connection, made());
            case WEBSOCKET -> new WebSocketLink(connection, made());
        };
    }

    private Requests made() {
        if (requests == null) {
            throw new IllegalStateException("not begun");
        }
        return requests;
    }

    /**
     * A transport failed.
     *
     * @return the failure to tell of, the first, for it says most: a refusal over HTTP comes with a body
     */
    TransportException failed(TransportException cause) {
        TransportException first = failure;
        if (first == null) {
            failure = cause;
            return cause;
        }
        first.addSuppressed(cause);
        return first;
    }

    /** The server has accepted. */
    void onHandshake(OpenPacket handshake) {
        made().session(handshake.sid());
        failure = null;
    }

    /** Where the connection is to go over to, null when it stays where it is. */
    @Nullable
    WebSocketLink upgrade(OpenPacket handshake) {
        boolean possible = options.upgrade()
                && options.transports().contains(Transport.WEBSOCKET)
                && handshake.upgrades().contains(Transport.WEBSOCKET);
        return possible ? new WebSocketLink(connection, made()) : null;
    }
}
