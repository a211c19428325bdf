/** JSON on Jackson 3: {@link io.sockeye.jackson.JacksonJsonCodec} is all there is. It is thread-safe and never blocks. */
@NullMarked
package io.sockeye.jackson;

import org.jspecify.annotations.NullMarked;
