/** What those who run the core on threads share. The core itself touches none. */
@NullMarked
package io.sockeye.engineio.concurrent;

import org.jspecify.annotations.NullMarked;
