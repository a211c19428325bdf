/** Web servers that Sockeye runs in, and what each of them has to bear. */
@NullMarked
package io.sockeye.interop.host;

import org.jspecify.annotations.NullMarked;
