package io.sockeye.engineio.server;

import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostLog;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Applies {@link CorsOptions} to requests: which header fields an answer gets, and whether the origin may come in at all. */
final class Cors {
    private static final HostLog LOGGER = HostLog.of(Cors.class.getName());
    private static final int MAX_REMEMBERED = 64;

    private final CorsOptions options;
    private final Headers answerHeaders;
    // Attack: a line for each request, or for each made-up origin, would fill the disk.
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    Cors(CorsOptions options) {
        this.options = options;
        List<String> fields = new ArrayList<>();
        if (options.credentials()) {
            fields.addAll(List.of("Access-Control-Allow-Credentials", "true"));
        }
        if (!options.exposedHeaders().isEmpty()) {
            fields.addAll(List.of("Access-Control-Expose-Headers", String.join(",", options.exposedHeaders())));
        }
        answerHeaders = Headers.of(fields);
    }

    /**
     * What is known of the origin of a request.
     *
     * @param origin what it says, null for nothing
     * @param allowed whether it may come in
     */
    record Origin(@Nullable String origin, boolean allowed) {}

    /** Whether looking at an origin runs code of the user. */
    boolean callsUser(EngineRequest request) {
        return options.predicate() != null && request.headers().first("origin") != null;
    }

    Origin origin(EngineRequest request) {
        String origin = request.headers().first("origin");
        boolean allowed =
                origin == null || isSame(origin, request) || options.allows(origin) || allowedByPredicate(origin);
        return new Origin(origin, allowed);
    }

    private boolean allowedByPredicate(String origin) {
        Predicate<String> predicate = options.predicate();
        if (predicate == null) {
            return false;
        }
        try {
            return predicate.test(origin);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, () -> "the function of the option cors failed, the origin is refused", e);
            return false;
        }
    }

    private static boolean isSame(String origin, EngineRequest request) {
        String host = request.host();
        if (host == null) {
            return false;
        }
        String scheme = request.secure() ? "https://" : "http://";
        String port = request.secure() ? ":443" : ":80";
        String asking = origin.toLowerCase(Locale.ROOT);
        // The client 1.3.5 in Node.js says localhost:3000, without the scheme that browsers always write.
        String complete = asking.contains("://") ? asking : scheme + asking;
        return withoutPort(complete, port).equals(withoutPort(scheme + host.toLowerCase(Locale.ROOT), port));
    }

    private static String withoutPort(String origin, String port) {
        return origin.endsWith(port) ? origin.substring(0, origin.length() - port.length()) : origin;
    }

    /** The fields of every answer but that to a preflight. */
    Headers headers(Origin origin) {
        return options.isClosed() ? Headers.EMPTY : allowOrigin(origin).and(answerHeaders);
    }

    private Headers allowOrigin(Origin origin) {
        if (options.anyOrigin()) {
            return Headers.of("Access-Control-Allow-Origin", "*");
        }
        String fixed = options.fixedOrigin();
        if (fixed != null) {
            return Headers.of("Access-Control-Allow-Origin", fixed, "Vary", "Origin");
        }
        String asking = origin.origin();
        return asking == null || !origin.allowed() || HeaderText.isIllegal(asking)
                ? Headers.of("Vary", "Origin")
                : Headers.of("Access-Control-Allow-Origin", asking, "Vary", "Origin");
    }

    /** Whether this is a question of a browser that is answered here. */
    boolean isPreflight(EngineRequest request) {
        return !options.isClosed() && request.method().equals("OPTIONS");
    }

    Headers preflightHeaders(EngineRequest request, Origin origin) {
        List<String> fields = new ArrayList<>();
        fields.addAll(List.of("Access-Control-Allow-Methods", String.join(",", options.methods())));
        if (!options.allowedHeaders().isEmpty()) {
            fields.addAll(List.of("Access-Control-Allow-Headers", String.join(",", options.allowedHeaders())));
        } else {
            fields.addAll(List.of("Vary", "Access-Control-Request-Headers"));
            String asked = request.headers().first("access-control-request-headers");
            if (asked != null && !HeaderText.isIllegal(asked)) {
                fields.addAll(List.of("Access-Control-Allow-Headers", asked));
            }
        }
        if (options.maxAge() != null) {
            fields.addAll(List.of(
                    "Access-Control-Max-Age", Long.toString(options.maxAge().toSeconds())));
        }
        return headers(origin).and(Headers.of(fields));
    }

    /** Says once for each origin why it is refused and what to do about it. */
    void logRefusal(String origin) {
        String shortened = origin.length() > 100 ? origin.substring(0, 100) : origin;
        String printable = shortened.replaceAll("[^ -~]", "?");
        if (logged.size() < MAX_REMEMBERED && logged.add(printable)) {
            LOGGER.log(
                    Level.WARNING,
                    () -> "refused a request of the origin " + printable
                            + ": it is not the server's own and the option `cors` does not allow it"
                            + " (behind a proxy that ends TLS, set the option `trustedProxies`)");
        }
    }
}
