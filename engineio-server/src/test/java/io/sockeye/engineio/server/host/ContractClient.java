package io.sockeye.engineio.server.host;

import io.sockeye.engineio.server.host.MemoryWebSocket.Frame;
import java.util.concurrent.CompletableFuture;

/** One connection to the host under test. */
public interface ContractClient extends AutoCloseable {
    CompletableFuture<HostResponse> request(String method, String target, Headers headers, byte[] body);

    CompletableFuture<? extends Opened> webSocket(String target, Headers headers);

    /** Stops or goes on to read from the host. */
    void reading(boolean reading);

    /** Drops the connection. */
    @Override
    void close();

    /** The client's end of a websocket. */
    interface Opened {
        Headers headers();

        void sendText(byte[] utf8);

        void sendBinary(byte[] bytes);

        void sendClose(int code);

        CompletableFuture<Frame> next();
    }
}
