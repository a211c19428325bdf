package io.sockeye.engineio.server;

import io.sockeye.engineio.server.host.Headers;
import java.security.Principal;
import java.util.List;
import java.util.Optional;

/**
 * The HTTP request of a handshake, as hooks and handlers see it. Immutable; it lives as long as its session, so it is kept compact.
 */
public interface HandshakeRequest {
    /** {@code GET}, and whatever else a client may send. */
    String method();

    /** Path and query as received. */
    String url();

    /** The path alone, as received. */
    String path();

    /** The first value of a query parameter, decoded. */
    Optional<String> query(String name);

    /** All values of a query parameter, decoded, in order. */
    List<String> queryAll(String name);

    /** The header fields. */
    Headers headers();

    /** The first value of a header field. */
    Optional<String> header(String name);

    /** The address of the client, without port; behind trusted proxies the one they name. */
    String remoteAddress();

    /** Whether the client uses TLS; behind trusted proxies what they say. */
    boolean secure();

    /** Who the application's web server says is asking. Empty on a host that doesn't authenticate, such as the standalone one. */
    Optional<Principal> principal();

    /** When it arrived, milliseconds since 1970. */
    long issued();
}
