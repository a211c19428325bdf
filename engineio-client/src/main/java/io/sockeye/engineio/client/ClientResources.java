package io.sockeye.engineio.client;

import io.sockeye.engineio.Scheduler;
import io.sockeye.engineio.client.transport.ClientTransport;
import java.net.Authenticator;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What connections run on: an HTTP client, one timer thread, an executor. There are no static ones: clients that are to share them are given the same
 * object. They start with the first {@link #acquire} and end when the last lease has been closed, and may start again later; all their threads are daemons,
 * so a JVM exits when its {@code main} ends.
 *
 * <p>Immutable but for the count of its users; thread-safe.
 */
public final class ClientResources {
    private final Builder settings;
    private final ReentrantLock lock = new ReentrantLock();
    // by lock
    private int users;
    private @Nullable RunningResources running;

    private ClientResources(Builder settings) {
        this.settings = settings;
    }

    /** Resources with all defaults. */
    public static ClientResources create() {
        return builder().build();
    }

    /** Resources to be described. */
    public static Builder builder() {
        return new Builder();
    }

    /** Keeps the resources running until the lease is closed. A client of the layer above holds one through its reconnections, so that they aren't started anew. */
    public Lease acquire() {
        lock.lock();
        try {
            RunningResources now = running;
            if (now == null) {
                now = RunningResources.start(settings);
                running = now;
            }
            users++;
            return new Lease(this, now);
        } finally {
            lock.unlock();
        }
    }

    /** How many leases are open; nothing runs while there is none. */
    public int users() {
        lock.lock();
        try {
            return users;
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        RunningResources last = null;
        lock.lock();
        try {
            if (--users == 0) {
                last = running;
                running = null;
            }
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.stop();
        }
    }

    /** The resources in use. Thread-safe. */
    public static final class Lease implements AutoCloseable {
        private final ReentrantLock lock = new ReentrantLock();
        private final RunningResources running;
        // by lock
        private @Nullable ClientResources owner;

        private Lease(ClientResources owner, RunningResources running) {
            this.owner = owner;
            this.running = running;
        }

        /** The time, which counts what the machine spent suspended, and one daemon thread for all tasks. */
        public Scheduler scheduler() {
            return running.scheduler();
        }

        /** Runs the work of connections and the handlers of users. */
        public Executor executor() {
            return running.executor();
        }

        /** The HTTP client. */
        public ClientTransport transport() {
            return running.transport();
        }

        /** Gives the resources back; without effect the second time. */
        @Override
        public void close() {
            ClientResources mine;
            lock.lock();
            try {
                mine = owner;
                owner = null;
            } finally {
                lock.unlock();
            }
            if (mine != null) {
                mine.release();
            }
        }
    }

    /** Describes {@link ClientResources}. Not thread-safe. */
    public static final class Builder {
        @Nullable
        HttpClient httpClient;

        @Nullable
        SSLContext sslContext;

        @Nullable
        ProxySelector proxy;

        @Nullable
        Authenticator authenticator;

        @Nullable
        Executor executor;

        @Nullable
        Scheduler scheduler;

        @Nullable
        ClientTransport transport;

        private Builder() {}

        private Builder(Builder other) {
            httpClient = other.httpClient;
            sslContext = other.sslContext;
            proxy = other.proxy;
            authenticator = other.authenticator;
            executor = other.executor;
            scheduler = other.scheduler;
            transport = other.transport;
        }

        /** An HTTP client of the user, which is never closed here; requests force HTTP/1.1 by themselves. Default: one with the settings below. */
        public Builder httpClient(HttpClient own) {
            this.httpClient = own;
            return this;
        }

        /** Who is trusted, and the certificate of this side. Default: the JDK's, which refuses certificates that it can't verify. */
        public Builder sslContext(SSLContext context) {
            this.sslContext = context;
            return this;
        }

        /** Through which proxy to go: {@code ProxySelector.of(address)}. Default: what the system properties {@code http.proxyHost} and so on say. */
        public Builder proxy(ProxySelector selector) {
            this.proxy = selector;
            return this;
        }

        /** Who answers when a server or proxy asks for a password. Default: nobody. */
        public Builder authenticator(Authenticator answers) {
            this.authenticator = answers;
            return this;
        }

        /** Runs the work of connections and the handlers of users; never closed here. Default: virtual threads. */
        public Builder executor(Executor own) {
            this.executor = own;
            return this;
        }

        /** The time and its tasks; never closed here. Default: the system's, and one daemon thread. */
        public Builder scheduler(Scheduler own) {
            this.scheduler = own;
            return this;
        }

        /** Another HTTP client than that of {@code java.net.http}; never closed here. */
        public Builder transport(ClientTransport own) {
            this.transport = own;
            return this;
        }

        /**
         * The resources; nothing is started yet.
         *
         * @throws IllegalStateException if an own HTTP client or transport contradicts settings for the default one
         */
        public ClientResources build() {
            boolean own = httpClient != null || transport != null;
            if (own && (sslContext != null || proxy != null || authenticator != null)) {
                throw new IllegalStateException(
                        "sslContext, proxy and authenticator belong to the default HTTP client, not to an own httpClient or transport");
            }
            if (httpClient != null && transport != null) {
                throw new IllegalStateException("both httpClient and transport are given");
            }
            return new ClientResources(new Builder(this));
        }
    }
}
