package io.sockeye.client;

import io.sockeye.engineio.Transport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one connect is told; reconnections keep it. Immutable.
 *
 * <pre>{@code
 * sio.connect(ConnectOptions.to("https://example.org")
 *         .namespaces("/chat")
 *         .authFrom(() -> Map.of("token", tokens.fresh()))
 *         .build());
 * }</pre>
 */
public final class ConnectOptions {
    private final Builder values;

    private ConnectOptions(Builder values) {
        this.values = values;
    }

    /** Starts with a URL: {@code http}, {@code https}, {@code ws} or {@code wss}. Its query is sent along; its path is not used, see {@link Builder#path}. */
    public static Builder to(String url) {
        return toUrlFrom(() -> url);
    }

    /** Starts with a URL that is asked for again at every reconnection, on a virtual thread. */
    public static Builder toUrlFrom(Supplier<String> url) {
        return new Builder(url);
    }

    /** The same for one namespace alone, with waiting. */
    ConnectOptions only(String namespace) {
        return new Builder(values).namespaces(namespace).root(false).await(true).build();
    }

    Supplier<String> url() {
        return values.url;
    }

    List<String> namespaces() {
        return values.namespaces;
    }

    boolean root() {
        return values.root;
    }

    /** What the auth is, or a stage of it. */
    Supplier<? extends @Nullable Object> auth() {
        return values.auth;
    }

    Supplier<Map<String, String>> headers() {
        return values.headers;
    }

    @Nullable
    List<Transport> transports() {
        return values.transports;
    }

    @Nullable
    String path() {
        return values.path;
    }

    boolean await() {
        return values.await;
    }

    boolean retry() {
        return values.retry;
    }

    Duration timeout() {
        return values.timeout;
    }

    /** Collects what a connect is told. Not thread-safe. */
    public static final class Builder {
        private final Supplier<String> url;
        private List<String> namespaces = List.of();
        private boolean root = true;
        private Supplier<? extends @Nullable Object> auth = () -> null;
        private Supplier<Map<String, String>> headers = Map::of;
        private @Nullable List<Transport> transports;
        private @Nullable String path;
        private boolean await = true;
        private boolean retry;
        private Duration timeout = Duration.ofSeconds(20);

        private Builder(Supplier<String> url) {
            this.url = url;
        }

        private Builder(Builder other) {
            url = other.url;
            namespaces = other.namespaces;
            root = other.root;
            auth = other.auth;
            headers = other.headers;
            transports = other.transports;
            path = other.path;
            await = other.await;
            retry = other.retry;
            timeout = other.timeout;
        }

        /** The namespaces to join, and {@code /}, see {@link #root}. Default: none are named, and those that have handlers are joined, or else {@code /}. */
        public Builder namespaces(String... namespaces) {
            this.namespaces = List.of(namespaces).stream()
                    .map(NamespaceNames::normalized)
                    .distinct()
                    .toList();
            return this;
        }

        /** Whether {@code /} is joined when only other namespaces are named; default true. */
        public Builder root(boolean root) {
            this.root = root;
            return this;
        }

        /**
         * What the server finds in {@code handshake.auth}, the same for all namespaces; default: none.
         *
         * @param auth anything that is written as a JSON object; towards servers 2.x a map, which becomes the query of the namespaces
         */
        public Builder auth(@Nullable Object auth) {
            return authFrom(() -> auth);
        }

        /** An auth that is asked for again at every reconnection, on a virtual thread. It may be a {@link CompletionStage}, whose result counts. What it throws fails the attempt. */
        public Builder authFrom(Supplier<? extends @Nullable Object> auth) {
            this.auth = auth;
            return this;
        }

        /** Header fields of all requests of the connection; default: none. */
        public Builder headers(Map<String, String> headers) {
            Map<String, String> copy = Map.copyOf(new LinkedHashMap<>(headers));
            return headersFrom(() -> copy);
        }

        /** Header fields that are asked for again at every reconnection, on a virtual thread. */
        public Builder headersFrom(Supplier<Map<String, String>> headers) {
            this.headers = headers;
            return this;
        }

        /** The transports to try, in this order; default: those of the client's engine options. */
        public Builder transports(Transport... transports) {
            if (transports.length == 0) {
                throw new IllegalArgumentException("transports: at least one is needed");
            }
            this.transports = List.of(transports);
            return this;
        }

        /** Where the server serves Socket.IO; default: that of the client's engine options, {@code /socket.io}. */
        public Builder path(String path) {
            this.path = path;
            return this;
        }

        /**
         * Whether connect waits until all namespaces have answered, and fails and disconnects when one refused; default true. If not, it returns at once and the handlers hear what becomes of
         * it; a namespace that refused leaves the others alone.
         */
        public Builder await(boolean await) {
            this.await = await;
            return this;
        }

        /** Whether a first connection that fails is tried again like one that was lost; default false. A namespace that refused isn't tried again in any case. */
        public Builder retry(boolean retry) {
            this.retry = retry;
            return this;
        }

        /** How long the whole connect may take, namespaces included, and each reconnection; default 20 s. */
        public Builder timeout(Duration timeout) {
            this.timeout = Checks.positive("timeout", timeout);
            return this;
        }

        /** The options. */
        public ConnectOptions build() {
            return new ConnectOptions(new Builder(this));
        }
    }
}
