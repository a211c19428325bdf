package io.sockeye.engineio.server;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cookie with the Engine.IO sid as its value, set by the answer to a handshake so that a load balancer can keep a session on one server. Off by default;
 * {@link #DEFAULT} is Node's {@code cookie: true}: {@code io=<sid>; Path=/; HttpOnly; SameSite=Lax}. Immutable.
 *
 * <p>Every attribute is checked when it is set, so that none can smuggle in another attribute or header (CVE-2024-47764).
 */
public final class CookieOptions {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** {@code io=<sid>; Path=/; HttpOnly; SameSite=Lax}. */
    public static final CookieOptions DEFAULT = builder().build();

    private final String name;
    private final String attributes;

    private CookieOptions(Builder builder) {
        name = builder.name;
        attributes = attributes(builder);
    }

    /** Starts with Node's defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The value of {@code Set-Cookie} for a session. */
    String header(String sid) {
        return name + "=" + sid + attributes;
    }

    private static String attributes(Builder builder) {
        StringBuilder text = new StringBuilder();
        if (builder.maxAge != null) {
            text.append("; Max-Age=").append(builder.maxAge.toSeconds());
        }
        if (builder.domain != null) {
            text.append("; Domain=").append(builder.domain);
        }
        if (builder.path != null) {
            text.append("; Path=").append(builder.path);
        }
        if (builder.expires != null) {
            text.append("; Expires=").append(HTTP_DATE.format(builder.expires));
        }
        flag(text, builder.httpOnly, "HttpOnly");
        flag(text, builder.secure, "Secure");
        flag(text, builder.partitioned, "Partitioned");
        if (builder.priority != null) {
            text.append("; Priority=").append(builder.priority.text);
        }
        if (builder.sameSite != null) {
            text.append("; SameSite=").append(builder.sameSite.text);
        }
        return text.toString();
    }

    private static void flag(StringBuilder text, boolean on, String name) {
        if (on) {
            text.append("; ").append(name);
        }
    }

    /** To which requests of other sites a browser adds the cookie. */
    public enum SameSite {
        /** To none. */
        STRICT("Strict"),
        /** To links that are followed. */
        LAX("Lax"),
        /** To all; only together with {@link Builder#secure}. */
        NONE("None");

        private final String text;

        SameSite(String text) {
            this.text = text;
        }
    }

    /** Which cookies a browser drops first. */
    public enum Priority {
        /** First. */
        LOW("Low"),
        /** Later. */
        MEDIUM("Medium"),
        /** Last. */
        HIGH("High");

        private final String text;

        Priority(String text) {
            this.text = text;
        }
    }

    /** Collects {@link CookieOptions}. Not thread-safe. */
    public static final class Builder {
        private String name = "io";
        private @Nullable String path = "/";
        private @Nullable String domain;
        private boolean httpOnly = true;
        private boolean secure;
        private boolean partitioned;
        private @Nullable SameSite sameSite = SameSite.LAX;
        private @Nullable Priority priority;
        private @Nullable Duration maxAge;
        private @Nullable Instant expires;

        private Builder() {}

        /** The name, a token; default {@code io}. */
        public Builder name(String name) {
            this.name = HeaderText.checkedToken("cookie name", name);
            return this;
        }

        /** {@code Path}; default {@code /}, null leaves it out. */
        public Builder path(@Nullable String path) {
            this.path = path == null ? null : attribute("cookie path", path);
            return this;
        }

        /** {@code Domain}; left out by default, which means this host alone. */
        public Builder domain(@Nullable String domain) {
            this.domain = domain == null ? null : attribute("cookie domain", domain);
            return this;
        }

        /** {@code HttpOnly}: scripts can't read it. Default true. */
        public Builder httpOnly(boolean httpOnly) {
            this.httpOnly = httpOnly;
            return this;
        }

        /** {@code Secure}: sent over TLS only. Default false. */
        public Builder secure(boolean secure) {
            this.secure = secure;
            return this;
        }

        /** {@code Partitioned}: one cookie for each top-level site. Default false; only together with {@link #secure}. */
        public Builder partitioned(boolean partitioned) {
            this.partitioned = partitioned;
            return this;
        }

        /** {@code SameSite}; default {@code Lax}, null leaves it out. */
        public Builder sameSite(@Nullable SameSite sameSite) {
            this.sameSite = sameSite;
            return this;
        }

        /** {@code Priority}; left out by default. */
        public Builder priority(@Nullable Priority priority) {
            this.priority = priority;
            return this;
        }

        /** {@code Max-Age} in whole seconds; left out by default, so that the cookie ends with the browser. */
        public Builder maxAge(@Nullable Duration maxAge) {
            this.maxAge = maxAge;
            return this;
        }

        /** {@code Expires}; left out by default. */
        public Builder expires(@Nullable Instant expires) {
            this.expires = expires;
            return this;
        }

        private static String attribute(String what, String value) {
            if (HeaderText.checked(what, value).indexOf(';') >= 0) {
                throw new IllegalArgumentException(what + ": it can't hold a semicolon");
            }
            return value;
        }

        /**
         * The finished options.
         *
         * @throws IllegalArgumentException if they contradict each other
         */
        public CookieOptions build() {
            if (sameSite == SameSite.NONE && !secure) {
                throw new IllegalArgumentException(
                        "cookie: sameSite(NONE) and secure(false) contradict each other, browsers drop such a cookie");
            }
            if (partitioned && !secure) {
                throw new IllegalArgumentException(
                        "cookie: partitioned(true) and secure(false) contradict each other, browsers drop such a cookie");
            }
            return new CookieOptions(this);
        }
    }
}
