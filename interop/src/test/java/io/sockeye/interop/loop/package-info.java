/** Handlers on event loops: that they run there, and that nothing which they may do stops a loop. */
@NullMarked
package io.sockeye.interop.loop;

import org.jspecify.annotations.NullMarked;
