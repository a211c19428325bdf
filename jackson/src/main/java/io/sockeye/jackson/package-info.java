/** JSON on Jackson 3. */
@NullMarked
package io.sockeye.jackson;

import org.jspecify.annotations.NullMarked;
