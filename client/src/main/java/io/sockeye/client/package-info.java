/**
 * The Socket.IO clients. Start with {@link io.sockeye.client.SocketIoClient}; {@link io.sockeye.client.AsyncSocketIoClient} has the same verbs without blocking, {@link
 * io.sockeye.client.SimpleSocketIoClient} a few of them without handlers.
 *
 * <p>Threads: handlers run on virtual threads, those of one namespace in order and never two at once; they may block. Everything else may be called from any thread;
 * what waits in the blocking clients refuses to do so on an event loop.
 */
@NullMarked
package io.sockeye.client;

import org.jspecify.annotations.NullMarked;
