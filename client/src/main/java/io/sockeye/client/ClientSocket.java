package io.sockeye.client;

import java.util.Optional;

/**
 * A client in one namespace, got from {@link SocketIoClient#of}. There is one for each name; it lives as long as its client, over all reconnections. Thread-safe.
 *
 * <p>Its handlers (connect, events, disconnect) run in order and never two at once.
 */
public sealed interface ClientSocket extends ClientOperator, ClientEventSource<ClientSocket> permits BlockingSocket {
    /** The name of the namespace, with its slash. */
    String namespace();

    /** The id that the server gave this socket; empty while it isn't connected. Another one after a reconnect, unless the state was recovered. */
    Optional<String> sid();

    /** Whether the server has let it into the namespace and it has not ended. */
    boolean isConnected();

    /** Whether the last connect restored the state from before (connection state recovery): same id, same rooms, and what was missed has been sent. */
    boolean isRecovered();

    /**
     * Joins the namespace over the connection of the client, and waits for the answer; without effect when it is in. While the client reconnects, the namespace is joined with the next
     * success.
     *
     * @throws ConnectFailedException if the server refused, or didn't answer within the timeout of the connect
     * @throws IllegalStateException if the client isn't connected
     */
    void connect();

    /** Leaves the namespace; acknowledgements that it waits for fail, the disconnect handlers run. The last one to leave ends the connection. */
    void disconnect();
}
