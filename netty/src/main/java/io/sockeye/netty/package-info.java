/** Netty as the host of Engine.IO. */
@NullMarked
package io.sockeye.netty;

import org.jspecify.annotations.NullMarked;
