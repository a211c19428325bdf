package io.sockeye.server;

import io.sockeye.dispatch.TypeRef;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.server.HandshakeRequest;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.RawJson;
import java.lang.reflect.Type;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client sent when it connected: the HTTP request of the connection and the {@code auth} of the namespace. Immutable. */
public final class Handshake {
    private final HandshakeRequest request;
    private final EngineProtocol protocol;
    private final @Nullable RawJson auth;
    private final JsonCodec json;

    Handshake(HandshakeRequest request, EngineProtocol protocol, @Nullable RawJson auth, JsonCodec json) {
        this.request = request;
        this.protocol = protocol;
        this.auth = auth;
        this.json = json;
    }

    /**
     * What the client passed as {@code auth}; for clients 1.x and 2.x the query of the namespace, as an object of strings.
     *
     * @param type what it is bound to, for example a record
     * @return null when the client sent none
     * @throws io.sockeye.socketio.JsonBindException if it doesn't fit the type; thrown out of a connect handler it refuses the connection
     */
    public <T> @Nullable T auth(Class<T> type) {
        return bind(type);
    }

    /** As {@link #auth(Class)} with a generic type. */
    public <T> @Nullable T auth(TypeRef<T> type) {
        return bind(type.type());
    }

    private <T> @Nullable T bind(Type type) {
        return auth == null ? null : json.<@Nullable T>read(auth, type);
    }

    /** Whether the client sent an {@code auth}. */
    public boolean hasAuth() {
        return auth != null;
    }

    /** The header fields of the request. */
    public Headers headers() {
        return request.headers();
    }

    /** The first value of a header field. */
    public Optional<String> header(String name) {
        return request.header(name);
    }

    /** The first value of a parameter of the request's query. */
    public Optional<String> query(String name) {
        return request.query(name);
    }

    /** All values of a parameter of the request's query, in order. */
    public List<String> queryAll(String name) {
        return request.queryAll(name);
    }

    /** The address of the client without port; behind trusted proxies the one they name. */
    public String address() {
        return request.remoteAddress();
    }

    /** Whether the client uses TLS; behind trusted proxies what they say. */
    public boolean secure() {
        return request.secure();
    }

    /**
     * Who asks, as the application's web server knows it: the user of a login, in Spring Security its {@code Authentication}. Empty when nobody is logged in, and
     * on a host that doesn't authenticate, such as the standalone one.
     */
    public Optional<Principal> principal() {
        return request.principal();
    }

    /** Whether the request names an {@code Origin}: it comes from a page. */
    public boolean xdomain() {
        return request.header("origin").isPresent();
    }

    /** When the connection was made, milliseconds since 1970. */
    public long issued() {
        return request.issued();
    }

    /** Path and query of the request. */
    public String url() {
        return request.url();
    }

    /** The revision of Engine.IO that the client speaks. */
    public EngineProtocol protocol() {
        return protocol;
    }

    /** Only the address: headers and auth hold secrets. */
    @Override
    public String toString() {
        return "Handshake[" + address() + "]";
    }
}
