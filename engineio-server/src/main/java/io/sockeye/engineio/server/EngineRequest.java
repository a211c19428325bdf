package io.sockeye.engineio.server;

import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was received, with the client's address as the trusted proxies tell it. The query is searched, and the address made, when somebody asks: most
 * requests belong to a session and nobody does.
 */
final class EngineRequest implements HandshakeRequest {
    private final String method;
    private final String url;
    private final Headers headers;
    private final @Nullable InetAddress peer;
    private final boolean encrypted;
    private final @Nullable Principal principal;
    private final TrustedProxies proxies;
    private final long issued;
    // made on first use; a race makes it twice, which is harmless
    private @Nullable ClientAddress client;

    EngineRequest(HostExchange exchange, TrustedProxies proxies, long issued) {
        this.method = exchange.method();
        this.url = exchange.target();
        this.headers = exchange.headers();
        InetSocketAddress remote = exchange.remoteAddress();
        this.peer = remote == null ? null : remote.getAddress();
        this.encrypted = exchange.secure();
        this.principal = exchange.principal();
        this.proxies = proxies;
        this.issued = issued;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public String path() {
        return Query.path(url);
    }

    /** The first value of a query parameter; null when it is not there. */
    @Nullable
    String parameter(String name) {
        return Query.first(url, name);
    }

    @Override
    public Optional<String> query(String name) {
        return Optional.ofNullable(parameter(name));
    }

    @Override
    public List<String> queryAll(String name) {
        return Query.all(url, name);
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.first(name));
    }

    private ClientAddress client() {
        ClientAddress made = client;
        if (made == null) {
            made = ClientAddress.of(peer, encrypted, headers, proxies);
            client = made;
        }
        return made;
    }

    @Override
    public String remoteAddress() {
        return client().address();
    }

    @Override
    public boolean secure() {
        return proxies.isEmpty() ? encrypted : client().secure();
    }

    @Override
    public Optional<Principal> principal() {
        return Optional.ofNullable(principal);
    }

    /** The host and port that the client asked for, null when it did not say. */
    @Nullable
    String host() {
        String told = proxies.isEmpty() ? null : client().host();
        return told != null ? told : headers.first("host");
    }

    @Override
    public long issued() {
        return issued;
    }

    /** {@code EIO=4} is revision 4, everything else 3. */
    EngineProtocol protocol() {
        return "4".equals(parameter("EIO")) ? EngineProtocol.V4 : EngineProtocol.V3;
    }

    /** Whether the client can't take bytes. */
    boolean base64() {
        String b64 = parameter("b64");
        return b64 != null && !b64.isEmpty();
    }

    /** Without the query, which holds the sid. */
    @Override
    public String toString() {
        return method + " " + path() + " from " + remoteAddress();
    }
}
