package io.sockeye.engineio.client;

import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Transport;
import java.net.CookieHandler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is to be like. Defaults are those of engine.io-client 6.6, but for {@link Builder#tryAllTransports}.
 *
 * <p>Immutable, but for what {@link Builder#rememberUpgrade} remembers for the next connection with the same object; thread-safe.
 */
public final class EngineClientOptions {
    private final URI url;
    private final Builder settings;
    private final AtomicBoolean upgradedBefore = new AtomicBoolean();

    private EngineClientOptions(Builder settings) {
        this.url = settings.url;
        this.settings = settings;
    }

    /**
     * Options for a server.
     *
     * @param url {@code http}, {@code https}, {@code ws} or {@code wss}, a host and perhaps a port, a query that becomes part of every request, and perhaps
     *     {@code user:password@}; its path counts for nothing ({@link Builder#path})
     * @throws IllegalArgumentException if it has another scheme or no host
     */
    public static Builder builder(URI url) {
        return new Builder(url);
    }

    /** A builder that begins with these options. */
    public Builder toBuilder() {
        return new Builder(settings);
    }

    /** The server. */
    public URI url() {
        return url;
    }

    /** See {@link Builder#path}. */
    public String path() {
        return settings.path;
    }

    /** See {@link Builder#query}; without that of the URL. */
    public Map<String, String> query() {
        return settings.query;
    }

    /** See {@link Builder#headers(Supplier)}. */
    public Supplier<Map<String, String>> headers() {
        return settings.headers;
    }

    /** See {@link Builder#cookies}. */
    public @Nullable CookieHandler cookies() {
        return settings.cookies;
    }

    /** See {@link Builder#protocol}. */
    public EngineProtocol protocol() {
        return settings.protocol;
    }

    /** See {@link Builder#transports}. */
    public List<Transport> transports() {
        return settings.transports;
    }

    /** See {@link Builder#tryAllTransports}. */
    public boolean tryAllTransports() {
        return settings.tryAllTransports;
    }

    /** See {@link Builder#upgrade}. */
    public boolean upgrade() {
        return settings.upgrade;
    }

    /** See {@link Builder#rememberUpgrade}. */
    public boolean rememberUpgrade() {
        return settings.rememberUpgrade;
    }

    /** See {@link Builder#forceBase64}. */
    public boolean forceBase64() {
        return settings.forceBase64;
    }

    /** See {@link Builder#timestampRequests}; null when it wasn't said. */
    public @Nullable Boolean timestampRequests() {
        return settings.timestampRequests;
    }

    /** See {@link Builder#openTimeout}. */
    public Duration openTimeout() {
        return settings.openTimeout;
    }

    /** See {@link Builder#closeTimeout}. */
    public Duration closeTimeout() {
        return settings.closeTimeout;
    }

    /** See {@link Builder#outboundBytes}. */
    public long outboundBytes() {
        return settings.outboundBytes;
    }

    /** See {@link Builder#maxMessageBytes}. */
    public int maxMessageBytes() {
        return settings.maxMessageBytes;
    }

    /** Whether the last connection with these options came to a websocket. */
    AtomicBoolean upgradedBefore() {
        return upgradedBefore;
    }

    /** Without query and headers, which may be secret. */
    @Override
    public String toString() {
        return "EngineClientOptions[" + url.getScheme() + "://" + url.getHost() + ":" + url.getPort() + path() + ", "
                + protocol() + ", " + transports() + "]";
    }

    /** Describes a connection. Every setter checks at once. Not thread-safe. */
    public static final class Builder {
        private final URI url;
        private String path = "/engine.io/";
        private Map<String, String> query = Map.of();
        private Supplier<Map<String, String>> headers = Map::of;
        private @Nullable CookieHandler cookies;
        private EngineProtocol protocol = EngineProtocol.V4;
        private List<Transport> transports = List.of(Transport.POLLING, Transport.WEBSOCKET);
        private boolean tryAllTransports = true;
        private boolean upgrade = true;
        private boolean rememberUpgrade;
        private boolean forceBase64;
        private @Nullable Boolean timestampRequests;
        private Duration openTimeout = Duration.ofSeconds(20);
        private Duration closeTimeout = Duration.ofSeconds(5);
        private long outboundBytes = 16 << 20;
        private int maxMessageBytes = 16 << 20;

        private Builder(URI url) {
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if (!List.of("http", "https", "ws", "wss").contains(scheme)) {
                throw new IllegalArgumentException(
                        "the URL must begin with http, https, ws or wss, not with " + scheme);
            }
            if (url.getHost() == null) {
                throw new IllegalArgumentException("the URL has no host");
            }
            this.url = url;
        }

        private Builder(Builder other) {
            this.url = other.url;
            this.path = other.path;
            this.query = other.query;
            this.headers = other.headers;
            this.cookies = other.cookies;
            this.protocol = other.protocol;
            this.transports = other.transports;
            this.tryAllTransports = other.tryAllTransports;
            this.upgrade = other.upgrade;
            this.rememberUpgrade = other.rememberUpgrade;
            this.forceBase64 = other.forceBase64;
            this.timestampRequests = other.timestampRequests;
            this.openTimeout = other.openTimeout;
            this.closeTimeout = other.closeTimeout;
            this.outboundBytes = other.outboundBytes;
            this.maxMessageBytes = other.maxMessageBytes;
        }

        /**
         * Where the server listens, {@code /engine.io/} by default, {@code /socket.io/} for Socket.IO; used exactly as it is given.
         *
         * @throws IllegalArgumentException if it doesn't begin with a slash, or isn't a path
         */
        public Builder path(String path) {
            if (!path.startsWith("/") || path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
                throw new IllegalArgumentException("not an absolute path: " + path);
            }
            this.path = URI.create(path).getRawPath();
            return this;
        }

        /** Parameters of every request, besides those of the protocol and of the URL. None by default. */
        public Builder query(Map<String, String> parameters) {
            this.query = Map.copyOf(parameters);
            return this;
        }

        /** Headers of every request. None by default. */
        public Builder headers(Map<String, String> values) {
            Map<String, String> copy = Map.copyOf(values);
            return headers(() -> copy);
        }

        /** As {@link #headers(Map)}, asked once for each connection; it may block. What it throws ends the connection before it begins. */
        public Builder headers(Supplier<Map<String, String>> supplier) {
            this.headers = supplier;
            return this;
        }

        /** Adds a name and a password to every request without being asked, {@code Authorization: Basic}. */
        public Builder basicAuth(String user, String password) {
            if (user.indexOf(':') >= 0) {
                throw new IllegalArgumentException("a user name has no colon");
            }
            Supplier<Map<String, String>> others = headers;
            byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            String value = "Basic " + Base64.getEncoder().encodeToString(both);
            return headers(() -> {
                Map<String, String> all = new LinkedHashMap<>(others.get());
                all.putIfAbsent("Authorization", value);
                return all;
            });
        }

        /**
         * Keeps the cookies of the server and sends them back, as {@code withCredentials} does; {@code new CookieManager()}. Of a websocket's handshake only
         * refusals are read. Null, the default, ignores cookies.
         */
        public Builder cookies(@Nullable CookieHandler jar) {
            this.cookies = jar;
            return this;
        }

        /** The revision, {@link EngineProtocol#V4} by default; {@link EngineProtocol#V3} for servers of Socket.IO 2. */
        public Builder protocol(EngineProtocol revision) {
            this.protocol = Objects.requireNonNull(revision);
            return this;
        }

        /**
         * What to connect with, in the order in which it is tried; polling, then websocket by default. With polling first and websocket in the list, an open
         * connection goes over to it ({@link #upgrade}).
         *
         * @throws IllegalArgumentException if the list is empty or has something twice
         */
        public Builder transports(List<Transport> order) {
            if (order.isEmpty() || order.stream().distinct().count() != order.size()) {
                throw new IllegalArgumentException("transports must be one or more, each once: " + order);
            }
            this.transports = List.copyOf(order);
            return this;
        }

        /** Whether the next transport is tried when one could not connect; true by default, unlike in the reference. */
        public Builder tryAllTransports(boolean all) {
            this.tryAllTransports = all;
            return this;
        }

        /** Whether polling goes over to websocket when the server offers it; true by default. */
        public Builder upgrade(boolean upgrade) {
            this.upgrade = upgrade;
            return this;
        }

        /** Whether a connection begins with the websocket when the last one with the same options came to it; false by default. */
        public Builder rememberUpgrade(boolean remember) {
            this.rememberUpgrade = remember;
            return this;
        }

        /** Whether binary data travels as base64 on websockets too; false by default. */
        public Builder forceBase64(boolean force) {
            this.forceBase64 = force;
            return this;
        }

        /** Whether requests carry a parameter {@code t} that is never the same, against caches. By default polls do and websockets don't. */
        public Builder timestampRequests(boolean timestamp) {
            this.timestampRequests = timestamp;
            return this;
        }

        /** How long each transport may take until the handshake is there, and a websocket to take over; positive, 20 s by default. */
        public Builder openTimeout(Duration timeout) {
            this.openTimeout = positive(timeout, "openTimeout");
            return this;
        }

        /** How long what is in the queue may take to leave on closing; positive, 5 s by default. */
        public Builder closeTimeout(Duration timeout) {
            this.closeTimeout = positive(timeout, "closeTimeout");
            return this;
        }

        /** The outbound budget in bytes; positive, 16 MiB by default. One larger message is taken when the queue is empty. */
        public Builder outboundBytes(long bytes) {
            if (bytes <= 0) {
                throw new IllegalArgumentException("outboundBytes must be positive, not " + bytes);
            }
            this.outboundBytes = bytes;
            return this;
        }

        /** How many bytes a websocket message or the answer to a poll may have; positive, 16 MiB by default. Larger ones end the connection. */
        public Builder maxMessageBytes(int bytes) {
            if (bytes <= 0) {
                throw new IllegalArgumentException("maxMessageBytes must be positive, not " + bytes);
            }
            this.maxMessageBytes = bytes;
            return this;
        }

        private static Duration positive(Duration timeout, String name) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException(name + " must be positive, not " + timeout);
            }
            return timeout;
        }

        /** The options. */
        public EngineClientOptions build() {
            return new EngineClientOptions(new Builder(this));
        }
    }
}
