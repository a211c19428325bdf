/** Clients that are no more than bytes on a socket, for tests that misbehave or come by the thousand; start with {@link io.sockeye.interop.wire.Wire}. */
@NullMarked
package io.sockeye.interop.wire;

import org.jspecify.annotations.NullMarked;
