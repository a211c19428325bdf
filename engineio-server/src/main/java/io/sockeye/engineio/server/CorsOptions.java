package io.sockeye.engineio.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other origins may talk to the server. Closed by default: no {@code Access-Control} header is ever sent, and a request whose {@code Origin} is
 * not that of the server is refused on both transports. A request without {@code Origin} doesn't come from a page and is always allowed, and so is the
 * server's own origin.
 *
 * <p>The headers are those of the npm package {@code cors} that the JavaScript server uses. Immutable.
 */
public final class CorsOptions {
    private static final CorsOptions CLOSED = new CorsOptions(new Builder());

    private final boolean anyOrigin;
    private final boolean reflectAny;
    private final Set<String> origins;
    private final List<Pattern> patterns;
    private final @Nullable Predicate<String> predicate;
    private final boolean credentials;
    private final List<String> methods;
    private final List<String> allowedHeaders;
    private final List<String> exposedHeaders;
    private final @Nullable Duration maxAge;

    private CorsOptions(Builder builder) {
        anyOrigin = builder.anyOrigin;
        reflectAny = builder.reflectAny;
        origins = Set.copyOf(builder.origins);
        patterns = List.copyOf(builder.patterns);
        predicate = builder.predicate;
        credentials = builder.credentials;
        methods = List.copyOf(builder.methods);
        allowedHeaders = List.copyOf(builder.allowedHeaders);
        exposedHeaders = List.copyOf(builder.exposedHeaders);
        maxAge = builder.maxAge;
    }

    /** Only the server's own origin; the default. */
    public static CorsOptions closed() {
        return CLOSED;
    }

    /** Every origin, without credentials: {@code Access-Control-Allow-Origin: *}. */
    public static CorsOptions any() {
        return builder().anyOrigin().build();
    }

    /** These origins, {@code https://example.com}, with credentials. */
    public static CorsOptions of(String... origins) {
        return builder().origins(List.of(origins)).credentials(true).build();
    }

    /** Starts with nothing allowed. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether no other origin is allowed at all. */
    public boolean isClosed() {
        return !anyOrigin && !reflectAny && origins.isEmpty() && patterns.isEmpty() && predicate == null;
    }

    boolean anyOrigin() {
        return anyOrigin;
    }

    /** The one origin that is announced whoever asks; null when the answer depends on the request. */
    @Nullable
    String fixedOrigin() {
        boolean one = origins.size() == 1 && patterns.isEmpty() && predicate == null && !anyOrigin && !reflectAny;
        return one ? origins.iterator().next() : null;
    }

    /** Asked on the executor for hooks; null when there is no such function. */
    @Nullable
    Predicate<String> predicate() {
        return predicate;
    }

    /** Whether an origin is allowed, the predicate aside. */
    boolean allows(String origin) {
        if (anyOrigin || reflectAny || origins.contains(origin.toLowerCase(Locale.ROOT))) {
            return true;
        }
        for (Pattern pattern : patterns) {
            if (pattern.matcher(origin).find()) {
                return true;
            }
        }
        return false;
    }

    boolean credentials() {
        return credentials;
    }

    List<String> methods() {
        return methods;
    }

    List<String> allowedHeaders() {
        return allowedHeaders;
    }

    List<String> exposedHeaders() {
        return exposedHeaders;
    }

    @Nullable
    Duration maxAge() {
        return maxAge;
    }

    /** Collects {@link CorsOptions}. Not thread-safe. */
    public static final class Builder {
        private boolean anyOrigin;
        private boolean reflectAny;
        private final Set<String> origins = new HashSet<>();
        private final List<Pattern> patterns = new ArrayList<>();
        private @Nullable Predicate<String> predicate;
        private boolean credentials;
        private List<String> methods = List.of("GET", "HEAD", "PUT", "PATCH", "POST", "DELETE");
        private List<String> allowedHeaders = List.of();
        private List<String> exposedHeaders = List.of();
        private @Nullable Duration maxAge;

        private Builder() {}

        /** Every origin: {@code *}. Browsers don't send credentials then. */
        public Builder anyOrigin() {
            anyOrigin = true;
            return this;
        }

        /** Every origin, by repeating the one that asks (Node's {@code origin: true}). With credentials this lets every page act as its visitor. */
        public Builder reflectAnyOrigin() {
            reflectAny = true;
            return this;
        }

        /**
         * One more origin.
         *
         * @param origin scheme, host and port as browsers write it, {@code https://example.com:8443}; without path
         */
        public Builder origin(String origin) {
            if (origin.equals("*")) {
                return anyOrigin();
            }
            int scheme = origin.indexOf("://");
            if (scheme <= 0 || origin.indexOf('/', scheme + 3) >= 0) {
                throw new IllegalArgumentException("cors origin '" + origin
                        + "' is not an origin: it looks like https://example.com, without a path");
            }
            origins.add(HeaderText.checked("cors origin", origin).toLowerCase(Locale.ROOT));
            return this;
        }

        /** Several more origins. */
        public Builder origins(Collection<String> origins) {
            origins.forEach(this::origin);
            return this;
        }

        /** Origins in which the pattern is found; anchor it with {@code ^} and {@code $}. */
        public Builder pattern(Pattern pattern) {
            patterns.add(pattern);
            return this;
        }

        /** Origins for which the function says true. It runs on the executor for hooks and may block; what it throws counts as no. */
        public Builder matching(Predicate<String> predicate) {
            this.predicate = predicate;
            return this;
        }

        /** Whether pages may send cookies: {@code Access-Control-Allow-Credentials: true}. Default false. */
        public Builder credentials(boolean credentials) {
            this.credentials = credentials;
            return this;
        }

        /** {@code Access-Control-Allow-Methods}; default {@code GET,HEAD,PUT,PATCH,POST,DELETE}. */
        public Builder methods(String... methods) {
            this.methods = checked("cors method", methods);
            return this;
        }

        /** {@code Access-Control-Allow-Headers}; by default whatever the preflight asks for. */
        public Builder allowedHeaders(String... names) {
            this.allowedHeaders = checked("cors allowed header", names);
            return this;
        }

        /** {@code Access-Control-Expose-Headers}; none by default. */
        public Builder exposedHeaders(String... names) {
            this.exposedHeaders = checked("cors exposed header", names);
            return this;
        }

        /** How long browsers may keep the answer to a preflight, in whole seconds; by default they decide. */
        public Builder maxAge(Duration maxAge) {
            if (maxAge.isNegative()) {
                throw new IllegalArgumentException("cors maxAge: " + maxAge + ", but it can't be negative");
            }
            this.maxAge = maxAge;
            return this;
        }

        private static List<String> checked(String what, String... values) {
            for (String value : values) {
                HeaderText.checkedToken(what, value);
            }
            return List.of(values);
        }

        /**
         * The finished options.
         *
         * @throws IllegalArgumentException if they contradict each other
         */
        public CorsOptions build() {
            if (anyOrigin && credentials) {
                throw new IllegalArgumentException(
                        "cors: anyOrigin() and credentials(true) contradict each other, browsers refuse that; name the origins, or say reflectAnyOrigin()");
            }
            if (anyOrigin && (reflectAny || !origins.isEmpty() || !patterns.isEmpty() || predicate != null)) {
                throw new IllegalArgumentException(
                        "cors: anyOrigin() and other origins contradict each other; leave one of them out");
            }
            return new CorsOptions(this);
        }
    }
}
