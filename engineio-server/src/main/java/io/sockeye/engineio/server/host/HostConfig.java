package io.sockeye.engineio.server.host;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a host needs to know.
 *
 * @param hostname name or address to bind, null for all addresses
 * @param port 0 lets the system choose
 * @param tls serves https and wss with it, null for plain http
 * @param maxMessageBytes the largest websocket message, inflated; above it the host closes with 1009 and an empty reason before it buffers the rest
 * @param maxHeaderBytes the largest request head
 * @param perMessageDeflate whether permessage-deflate is negotiated when a client offers it
 * @param deflateThresholdBytes messages below it are sent uncompressed although deflate is negotiated
 * @param idleTimeout how long a connection may take to send a request head, and may stay idle between requests
 */
public record HostConfig(
        @Nullable String hostname,
        int port,
        @Nullable SSLContext tls,
        int maxMessageBytes,
        int maxHeaderBytes,
        boolean perMessageDeflate,
        int deflateThresholdBytes,
        Duration idleTimeout) {
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int DEFLATE_THRESHOLD_BYTES = 1024;
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(75);

    /**
     * All addresses, a port of the system's choice, plain http, 16 KiB of request head, no compression of websockets, 75 seconds of idleness.
     *
     * @param maxMessageBytes the largest websocket message
     */
    public static HostConfig defaults(int maxMessageBytes) {
        return new HostConfig(
                null, 0, null, maxMessageBytes, MAX_HEADER_BYTES, false, DEFLATE_THRESHOLD_BYTES, IDLE_TIMEOUT);
    }
}
