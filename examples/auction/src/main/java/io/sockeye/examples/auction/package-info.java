/** An auction: REST writes, Socket.IO pushes, one login and one port for both. */
@NullMarked
package io.sockeye.examples.auction;

import org.jspecify.annotations.NullMarked;
