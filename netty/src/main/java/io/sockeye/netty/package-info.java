/**
 * Netty as the host of Engine.IO. Start with {@link io.sockeye.netty.NettyHost}.
 *
 * <p>Threads: a connection lives on one event loop, where everything about it happens; other threads only put tasks into the loop's queue, or the connection
 * into the loop's queue of those with something to write. Nothing on a loop blocks.
 */
@NullMarked
package io.sockeye.netty;

import org.jspecify.annotations.NullMarked;
