/** Socket.IO in an embedded Jetty. */
@NullMarked
package io.sockeye.recipes.jetty;

import org.jspecify.annotations.NullMarked;
