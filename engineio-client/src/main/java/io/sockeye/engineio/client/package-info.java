/**
 * One connection to an Engine.IO server: handshake, polling, websocket, upgrade, heartbeat, limits; no reconnection, which is up to the layer above.
 * Start with {@link io.sockeye.engineio.client.EngineClient#connect}; the HTTP and websocket client below it is a {@link
 * io.sockeye.engineio.client.transport.ClientTransport}.
 *
 * <p>Threads: each connection does its work and calls its {@link io.sockeye.engineio.client.EngineListener} in order and one at a time on the executor of
 * its {@link io.sockeye.engineio.client.ClientResources}, virtual threads by default; it holds a thread only while there is something to do and never
 * blocks it. One timer thread serves all connections of the resources.
 */
@NullMarked
package io.sockeye.engineio.client;

import org.jspecify.annotations.NullMarked;
