package io.sockeye.engineio.server;

import io.sockeye.engineio.Scheduler;
import io.sockeye.engineio.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link EngineServer} can be told. Immutable; the defaults are those of the JavaScript reference server (engine.io 6.6, {@code lib/server.ts}) unless
 * an option says why not.
 */
public final class EngineOptions {
    private static final int MAX_MILLIS_OF_TIMER = Integer.MAX_VALUE;

    private final TransportOptions transport;
    private final HeartbeatOptions heartbeat;
    private final BudgetOptions budget;
    private final CorsOptions cors;
    private final @Nullable CookieOptions cookie;
    private final CompressionOptions compression;
    private final TrustedProxies trustedProxies;
    private final EngineHooks hooks;
    private final @Nullable ClientFiles clientFiles;
    private final StaticFiles staticFiles;
    private final @Nullable Scheduler scheduler;
    private final @Nullable Executor hookExecutor;
    private final Builder origin;

    private EngineOptions(Builder builder) {
        transport = builder.transport();
        heartbeat = new HeartbeatOptions(builder.pingInterval, builder.pingTimeout);
        budget = new BudgetOptions(builder.outboundBudget, builder.inboundTimeout);
        cors = builder.cors;
        cookie = builder.cookie;
        compression = builder.compression;
        trustedProxies = builder.trustedProxies;
        hooks = new EngineHooks(builder.allowRequest, builder.middlewares, builder.onConnectionError);
        clientFiles = builder.clientFiles;
        staticFiles = builder.staticFiles;
        scheduler = builder.scheduler;
        hookExecutor = builder.hookExecutor;
        origin = builder;
    }

    /** All defaults. */
    public static EngineOptions defaults() {
        return builder().build();
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts with these options. */
    public Builder toBuilder() {
        return new Builder(origin);
    }

    /** Path, transports, upgrade, sizes. */
    public TransportOptions transport() {
        return transport;
    }

    /** Pings. */
    public HeartbeatOptions heartbeat() {
        return heartbeat;
    }

    /** What one session may cost. */
    public BudgetOptions budget() {
        return budget;
    }

    /** Pages of other origins. */
    public CorsOptions cors() {
        return cors;
    }

    /** The cookie of the handshake; null when there is none. */
    public @Nullable CookieOptions cookie() {
        return cookie;
    }

    /** Compression of polling answers and files. */
    public CompressionOptions compression() {
        return compression;
    }

    /** Whose forwarded addresses are believed. */
    public TrustedProxies trustedProxies() {
        return trustedProxies;
    }

    /** Code of the user. */
    public EngineHooks hooks() {
        return hooks;
    }

    /** The files of the JavaScript client; null when they are not served. */
    public @Nullable ClientFiles clientFiles() {
        return clientFiles;
    }

    /** Other files. */
    public StaticFiles staticFiles() {
        return staticFiles;
    }

    /** The source of time; null for a daemon thread of the server's own. */
    public @Nullable Scheduler scheduler() {
        return scheduler;
    }

    /** Where hooks and file reads run; null for virtual threads. */
    public @Nullable Executor hookExecutor() {
        return hookExecutor;
    }

    /** Collects {@link EngineOptions}. Not thread-safe. */
    public static final class Builder {
        private String contextPath = "";
        private String path = "/engine.io";
        private boolean addTrailingSlash = true;
        private Set<Transport> transports = EnumSet.allOf(Transport.class);
        private @Nullable Boolean allowUpgrades;
        private Duration upgradeTimeout = Duration.ofSeconds(10);
        private int maxPayload = 1_000_000;
        private boolean allowEio3 = true;
        private boolean jsonp = true;
        private Duration pingInterval = Duration.ofSeconds(25);
        private Duration pingTimeout = Duration.ofSeconds(20);
        private long outboundBudget = 16 << 20;
        private Duration inboundTimeout = Duration.ofSeconds(60);
        private CorsOptions cors = CorsOptions.closed();
        private @Nullable CookieOptions cookie;
        private CompressionOptions compression = CompressionOptions.DEFAULT;
        private TrustedProxies trustedProxies = TrustedProxies.none();
        private @Nullable AllowRequest allowRequest;
        private List<HttpMiddleware> middlewares = List.of();
        private @Nullable Consumer<ConnectionError> onConnectionError;
        private @Nullable ClientFiles clientFiles;
        private StaticFiles staticFiles = StaticFiles.none();
        private @Nullable Scheduler scheduler;
        private @Nullable Executor hookExecutor;

        private Builder() {}

        private Builder(Builder other) {
            contextPath = other.contextPath;
            path = other.path;
            addTrailingSlash = other.addTrailingSlash;
            transports = other.transports;
            allowUpgrades = other.allowUpgrades;
            upgradeTimeout = other.upgradeTimeout;
            maxPayload = other.maxPayload;
            allowEio3 = other.allowEio3;
            jsonp = other.jsonp;
            pingInterval = other.pingInterval;
            pingTimeout = other.pingTimeout;
            outboundBudget = other.outboundBudget;
            inboundTimeout = other.inboundTimeout;
            cors = other.cors;
            cookie = other.cookie;
            compression = other.compression;
            trustedProxies = other.trustedProxies;
            allowRequest = other.allowRequest;
            middlewares = other.middlewares;
            onConnectionError = other.onConnectionError;
            clientFiles = other.clientFiles;
            staticFiles = other.staticFiles;
            scheduler = other.scheduler;
            hookExecutor = other.hookExecutor;
        }

        /** What stands before {@link #path} in the URLs that arrive, {@code /app}; default empty. One trailing slash is taken away. */
        public Builder contextPath(String contextPath) {
            this.contextPath = contextPath.isEmpty() || contextPath.equals("/") ? "" : path("contextPath", contextPath);
            return this;
        }

        /** Where the endpoint is; default {@code /engine.io} (Socket.IO uses {@code /socket.io}). One trailing slash is taken away. */
        public Builder path(String path) {
            this.path = path("path", path);
            return this;
        }

        /** Whether a slash belongs behind the path; default true. Without it every URL that starts with the path is served. */
        public Builder addTrailingSlash(boolean addTrailingSlash) {
            this.addTrailingSlash = addTrailingSlash;
            return this;
        }

        /** The transports that are served; default polling and websocket. */
        public Builder transports(Set<Transport> transports) {
            if (transports.isEmpty()) {
                throw new IllegalArgumentException("transports: at least one is needed");
            }
            this.transports = EnumSet.copyOf(transports);
            return this;
        }

        /** Whether a session may change from polling to websocket; default true (false if only one transport is served). */
        public Builder allowUpgrades(boolean allowUpgrades) {
            this.allowUpgrades = allowUpgrades;
            return this;
        }

        /** From the websocket's arrival to the packet that ends the upgrade; then the websocket is closed and polling goes on. Default 10 s. */
        public Builder upgradeTimeout(Duration upgradeTimeout) {
            this.upgradeTimeout = positive("upgradeTimeout", upgradeTimeout);
            return this;
        }

        /**
         * Bytes of the largest websocket message and POST body, a hard limit (1009 or 413 beyond it). Announced to clients. Outbound it splits polling answers.
         * Default 1,000,000, Node's {@code maxHttpBufferSize}; at least 1.
         */
        public Builder maxPayload(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("maxPayload: " + bytes + " bytes, but at least 1 is needed");
            }
            this.maxPayload = bytes;
            return this;
        }

        /**
         * Whether clients of Engine.IO revision 3 (JavaScript 1.x and 2.x) are served. Default true, other than Node's {@code allowEIO3: false}: Sockeye speaks
         * to every client out of the box.
         */
        public Builder allowEio3(boolean allowEio3) {
            this.allowEio3 = allowEio3;
            return this;
        }

        /** Whether polls with {@code j=<number>} are answered as scripts; default true. If not, they are answered as ordinary polls. */
        public Builder jsonp(boolean jsonp) {
            this.jsonp = jsonp;
            return this;
        }

        /** EIO4: from the handshake or the last pong to the next ping. EIO3: what the client is told. Default 25 s; whole milliseconds. */
        public Builder pingInterval(Duration pingInterval) {
            this.pingInterval = positive("pingInterval", pingInterval);
            return this;
        }

        /** EIO4: how long the pong may take. EIO3: how late a ping may be. Default 20 s; whole milliseconds. */
        public Builder pingTimeout(Duration pingTimeout) {
            this.pingTimeout = positive("pingTimeout", pingTimeout);
            return this;
        }

        /**
         * Bytes that may wait for one slow client; beyond, {@link EngineSession#offer} refuses. At least 1. Default 16 MiB; Node has no limit and a client
         * that never reads takes all its memory.
         */
        public Builder outboundBudget(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("outboundBudget: " + bytes + " bytes, but at least 1 is needed");
            }
            this.outboundBudget = bytes;
            return this;
        }

        /** How long a session may stay unread because its handlers don't keep up, before it is closed with {@code inbound timeout}. Default 60 s. */
        public Builder inboundTimeout(Duration inboundTimeout) {
            this.inboundTimeout = positive("inboundTimeout", inboundTimeout);
            return this;
        }

        /** Pages of other origins; default {@link CorsOptions#closed()}. */
        public Builder cors(CorsOptions cors) {
            this.cors = cors;
            return this;
        }

        /** The cookie of the handshake; default null: none. */
        public Builder cookie(@Nullable CookieOptions cookie) {
            this.cookie = cookie;
            return this;
        }

        /** Compression of polling answers and files; default from 1024 bytes. */
        public Builder compression(CompressionOptions compression) {
            this.compression = compression;
            return this;
        }

        /** Whose forwarded addresses are believed; default nobody. */
        public Builder trustedProxies(TrustedProxies trustedProxies) {
            this.trustedProxies = trustedProxies;
            return this;
        }

        /** Decides about handshakes; default null: all are allowed. */
        public Builder allowRequest(@Nullable AllowRequest allowRequest) {
            this.allowRequest = allowRequest;
            return this;
        }

        /** Adds a middleware behind those that are there; none by default. */
        public Builder use(HttpMiddleware middleware) {
            List<HttpMiddleware> more = new ArrayList<>(middlewares);
            more.add(middleware);
            middlewares = List.copyOf(more);
            return this;
        }

        /** Hears of every refused request, on the executor for hooks; default null: nobody. */
        public Builder onConnectionError(@Nullable Consumer<ConnectionError> listener) {
            this.onConnectionError = listener;
            return this;
        }

        /** The files of the JavaScript client, served under the path; default null: none. */
        public Builder clientFiles(@Nullable ClientFiles clientFiles) {
            this.clientFiles = clientFiles;
            return this;
        }

        /** Other files for standalone use; default none. */
        public Builder staticFiles(StaticFiles staticFiles) {
            this.staticFiles = staticFiles;
            return this;
        }

        /** The source of time; default null: a daemon thread of the server's own, which ends when it is closed. */
        public Builder scheduler(@Nullable Scheduler scheduler) {
            this.scheduler = scheduler;
            return this;
        }

        /** Where hooks and file reads run; default null: a virtual thread each. */
        public Builder hookExecutor(@Nullable Executor executor) {
            this.hookExecutor = executor;
            return this;
        }

        private TransportOptions transport() {
            boolean both = transports.size() == 2;
            boolean upgrades = allowUpgrades == null ? both : allowUpgrades;
            if (upgrades && !both) {
                throw new IllegalArgumentException("allowUpgrades(true) and transports(" + transports
                        + ") contradict each other: an upgrade needs both transports");
            }
            return new TransportOptions(
                    contextPath,
                    path,
                    addTrailingSlash,
                    transports,
                    upgrades,
                    upgradeTimeout,
                    maxPayload,
                    allowEio3,
                    jsonp);
        }

        /**
         * The finished options.
         *
         * @throws IllegalArgumentException if they contradict each other
         */
        public EngineOptions build() {
            return new EngineOptions(new Builder(this));
        }

        private static String path(String what, String path) {
            if (!path.startsWith("/") || path.length() < 2 || path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
                throw new IllegalArgumentException(
                        what + " '" + path + "': it must start with a slash and have no query");
            }
            HeaderText.checked(what, path);
            return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        }

        private static Duration positive(String what, Duration duration) {
            if (duration.compareTo(Duration.ofMillis(1)) < 0
                    || duration.compareTo(Duration.ofMillis(MAX_MILLIS_OF_TIMER)) > 0) {
                throw new IllegalArgumentException(what + ": " + duration + ", but 1 ms to 24 days are possible");
            }
            return duration;
        }
    }
}
