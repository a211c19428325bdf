/**
 * Engine.IO sessions on the server: handshake, polling, websocket, upgrade, heartbeat, limits. Start with {@link
 * io.sockeye.engineio.server.EngineServer}; the web server below it is a {@link io.sockeye.engineio.server.host.Host}.
 *
 * <p>Threads: everything here is called on threads of the host and never blocks; hooks of the user run on virtual threads.
 */
@NullMarked
package io.sockeye.engineio.server;

import org.jspecify.annotations.NullMarked;
