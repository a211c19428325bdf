package io.sockeye.engineio.server;

import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.host.HostLoop;
import org.jspecify.annotations.Nullable;

/** The transport that a session uses at this moment. Called from inside the session's inbox unless a method says otherwise. */
sealed interface Carrier permits PollingTransport, WebSocketTransport {
    /** Which one it is. Any thread. */
    Transport kind();

    /** Something has been put into the outbound queue. Any thread. */
    void wake();

    /** Whether what is offered now would be written at once. Any thread. */
    boolean isReady();

    /** The loop that the client is heard on, if it carries virtual threads. Any thread. */
    @Nullable
    HostLoop loop();

    /** Runs a task on a thread of the host, or of the timer when there is none at hand. Any thread. */
    void execute(Runnable task);

    /** Stops or goes on to read from the client. */
    void readable(boolean readable);

    /** Sends what is in the queue, then whatever closes the transport; {@link Session#end} follows. */
    void beginClose();

    /** The client has said goodbye with a close packet; {@link #end} follows. */
    void onPeerClose();

    /** The session is over: lets go of everything. */
    void end();
}
