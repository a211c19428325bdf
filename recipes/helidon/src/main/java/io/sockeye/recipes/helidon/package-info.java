/**
 * Socket.IO in Helidon's web server: {@link io.sockeye.recipes.helidon.HelidonRoom} is the application, {@link io.sockeye.recipes.helidon.SockeyeRoute} and what it uses the
 * adapter.
 */
@NullMarked
package io.sockeye.recipes.helidon;

import org.jspecify.annotations.NullMarked;
