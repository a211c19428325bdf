/**
 * What server and client share in serving user code. Start with {@link io.sockeye.dispatch.EventSource}, the verbs, and {@link io.sockeye.dispatch.Args}, what handlers are given.
 *
 * <p>Threads: one socket's handlers run in order and never two at once, on virtual threads; they may block.
 */
@NullMarked
package io.sockeye.dispatch;

import org.jspecify.annotations.NullMarked;
