/** Socket.IO in a Javalin application. */
@NullMarked
package io.sockeye.recipes.javalin;

import org.jspecify.annotations.NullMarked;
