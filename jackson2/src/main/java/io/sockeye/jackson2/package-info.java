/** JSON on Jackson 2: {@link io.sockeye.jackson2.Jackson2JsonCodec} is all there is. It is thread-safe and never blocks. */
@NullMarked
package io.sockeye.jackson2;

import org.jspecify.annotations.NullMarked;
