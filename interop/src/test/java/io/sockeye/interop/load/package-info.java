/** Load and faults: thousands of clients in a process of their own, handlers that block, clients that never read. */
@NullMarked
package io.sockeye.interop.load;

import org.jspecify.annotations.NullMarked;
