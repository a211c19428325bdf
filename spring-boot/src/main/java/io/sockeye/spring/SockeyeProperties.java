package io.sockeye.spring;

import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.CompressionOptions;
import io.sockeye.engineio.server.CookieOptions;
import io.sockeye.engineio.server.CorsOptions;
import io.sockeye.engineio.server.EngineOptions;
import io.sockeye.engineio.server.TrustedProxies;
import io.sockeye.server.SlowClientPolicy;
import io.sockeye.server.SocketIoServerBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/**
 * The options of the auto-configured server. Their defaults are those of the server itself.
 *
 * @param enabled whether there is a server at all
 * @param path where clients find it, below the context path of the application
 * @param serveClient whether the files of the JavaScript client are served under the path
 * @param transports what is served
 * @param allowUpgrades whether a session may change from polling to websocket; by default, if both are served
 * @param upgradeTimeout how long an upgrade may take
 * @param maxPayload the largest message and request body that is read
 * @param pingInterval time between the pings of the server
 * @param pingTimeout how late the answer to a ping may be
 * @param allowEio3 whether the JavaScript clients 1.x and 2.x are served
 * @param jsonp whether polls may be answered as scripts
 * @param perMessageDeflate whether websockets are compressed
 * @param trustedProxies addresses and networks whose forwarded headers are believed
 * @param connectTimeout how long a connection may stay without a namespace
 * @param ackTimeout how long acknowledgements of clients are awaited
 * @param shutdownTimeout how long the shutdown waits for handlers
 * @param concurrentHandlers whether handlers of one socket may run side by side
 * @param cors pages of other origins
 * @param cookie the cookie for load balancers
 * @param compression compression of polls and files
 * @param limits what one connection may cost
 */
@ConfigurationProperties("sockeye")
record SockeyeProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("/socket.io") String path,
        @DefaultValue("true") boolean serveClient,
        @DefaultValue({"polling", "websocket"}) Set<Transport> transports,
        @Nullable Boolean allowUpgrades,
        @DefaultValue("10s") Duration upgradeTimeout,
        @DefaultValue("1000000B") DataSize maxPayload,
        @DefaultValue("25s") Duration pingInterval,
        @DefaultValue("20s") Duration pingTimeout,
        @Name("allow-eio3") @DefaultValue("true") boolean allowEio3,
        @DefaultValue("true") boolean jsonp,
        @DefaultValue("false") boolean perMessageDeflate,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("45s") Duration connectTimeout,
        @DefaultValue("60s") Duration ackTimeout,
        @DefaultValue("10s") Duration shutdownTimeout,
        @DefaultValue("false") boolean concurrentHandlers,
        @DefaultValue Cors cors,
        @DefaultValue Cookie cookie,
        @DefaultValue Compression compression,
        @DefaultValue Limits limits) {
    private static final int NODE_THRESHOLD = 1024;

    SocketIoServerBuilder applyTo(SocketIoServerBuilder builder) {
        if (perMessageDeflate) {
            builder.perMessageDeflate(NODE_THRESHOLD);
        }
        return limits.applyTo(builder.engine(this::applyTo)
                .serveClient(serveClient)
                .connectTimeout(connectTimeout)
                .ackTimeout(ackTimeout)
                .shutdownTimeout(shutdownTimeout)
                .concurrentHandlers(concurrentHandlers));
    }

    private EngineOptions.Builder applyTo(EngineOptions.Builder engine) {
        if (allowUpgrades != null) {
            engine.allowUpgrades(allowUpgrades);
        }
        if (cookie.enabled) {
            engine.cookie(cookie.options());
        }
        if (!trustedProxies.isEmpty()) {
            engine.trustedProxies(TrustedProxies.of(trustedProxies.toArray(String[]::new)));
        }
        return engine.path(path)
                .transports(transports)
                .upgradeTimeout(upgradeTimeout)
                .maxPayload(Math.toIntExact(maxPayload.toBytes()))
                .pingInterval(pingInterval)
                .pingTimeout(pingTimeout)
                .allowEio3(allowEio3)
                .jsonp(jsonp)
                .outboundBudget(limits.outbound.toBytes())
                .inboundTimeout(limits.inboundTimeout)
                .cors(cors.options())
                .compression(compression.options());
    }

    /**
     * Pages of other origins.
     *
     * @param allowedOrigins origins whose pages may connect, {@code https://example.com}, or {@code *} for all
     * @param allowedOriginPatterns regular expressions for the whole of an origin
     * @param allowCredentials whether those pages may send cookies
     * @param allowedHeaders header fields that they may send; by default those that they ask for
     * @param exposedHeaders header fields that their scripts may read
     * @param maxAge how long browsers may keep the answer to a preflight
     */
    record Cors(
            @DefaultValue List<String> allowedOrigins,
            @DefaultValue List<String> allowedOriginPatterns,
            @DefaultValue("false") boolean allowCredentials,
            @DefaultValue List<String> allowedHeaders,
            @DefaultValue List<String> exposedHeaders,
            @Nullable Duration maxAge) {
        CorsOptions options() {
            CorsOptions.Builder cors = CorsOptions.builder()
                    .origins(allowedOrigins)
                    .credentials(allowCredentials)
                    .allowedHeaders(allowedHeaders.toArray(String[]::new))
                    .exposedHeaders(exposedHeaders.toArray(String[]::new));
            allowedOriginPatterns.forEach(pattern -> cors.pattern(Pattern.compile("^(?:" + pattern + ")$")));
            return maxAge == null ? cors.build() : cors.maxAge(maxAge).build();
        }
    }

    /**
     * A cookie with the id of the session.
     *
     * @param enabled whether it is set
     * @param name its name
     * @param path its path
     * @param domain its domain; by default this host alone
     * @param httpOnly whether scripts can't read it
     * @param secure whether it is sent over TLS only
     * @param partitioned whether there is one for each top-level site
     * @param sameSite to which requests of other sites it is added
     * @param maxAge how long it lives; by default as long as the browser
     */
    record Cookie(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("io") String name,
            @DefaultValue("/") String path,
            @Nullable String domain,
            @DefaultValue("true") boolean httpOnly,
            @DefaultValue("false") boolean secure,
            @DefaultValue("false") boolean partitioned,
            @DefaultValue("lax") CookieOptions.SameSite sameSite,
            @Nullable Duration maxAge) {
        CookieOptions options() {
            return CookieOptions.builder()
                    .name(name)
                    .path(path)
                    .domain(domain)
                    .httpOnly(httpOnly)
                    .secure(secure)
                    .partitioned(partitioned)
                    .sameSite(sameSite)
                    .maxAge(maxAge)
                    .build();
        }
    }

    /**
     * Compression of polls and files.
     *
     * @param enabled whether anything is compressed
     * @param threshold smaller answers are sent as they are
     */
    record Compression(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("1024B") DataSize threshold) {
        CompressionOptions options() {
            return enabled ? CompressionOptions.above(Math.toIntExact(threshold.toBytes())) : CompressionOptions.off();
        }
    }

    /**
     * What one connection may cost.
     *
     * @param outbound how much may wait for a slow client
     * @param slowClientWait how long an emit to one slow client may wait for it; by default it doesn't wait, and the client is disconnected
     * @param inboundPackets packets that may wait for their handlers; above it the connection isn't read
     * @param inbound how much may wait for its handlers; above it the connection isn't read
     * @param inboundHardPackets packets that may wait while a handler waits in call; above it the connection is closed
     * @param inboundHard how much may wait while a handler waits in call; above it the connection is closed
     * @param inboundTimeout how long a connection may stay unread because its handlers don't keep up
     * @param namespaces how many namespaces a connection may join
     * @param attachments binary attachments of one packet
     */
    record Limits(
            @DefaultValue("16MB") DataSize outbound,
            @Nullable Duration slowClientWait,
            @DefaultValue("1024") int inboundPackets,
            @DefaultValue("2MB") DataSize inbound,
            @DefaultValue("200000") int inboundHardPackets,
            @DefaultValue("64MB") DataSize inboundHard,
            @DefaultValue("60s") Duration inboundTimeout,
            @DefaultValue("100") int namespaces,
            @DefaultValue("10") int attachments) {
        SocketIoServerBuilder applyTo(SocketIoServerBuilder builder) {
            if (slowClientWait != null) {
                builder.slowClient(SlowClientPolicy.block(slowClientWait));
            }
            return builder.inboundBudget(inboundPackets, inbound.toBytes())
                    .inboundHardLimit(inboundHardPackets, inboundHard.toBytes())
                    .maxNamespacesPerConnection(namespaces)
                    .maxAttachments(attachments);
        }
    }
}
