/**
 * The Socket.IO server. Start with {@link io.sockeye.server.SocketIoServer}.
 *
 * <p>Threads: handlers run on virtual threads, those of one socket in order and never two at once; they may block. Everything else may be called from any
 * thread; only {@code call}, {@code sleep} and {@code close} wait, and refuse to do so on an event loop.
 */
@NullMarked
package io.sockeye.server;

import org.jspecify.annotations.NullMarked;
