/**
 * What a web server implements to carry Engine.IO: {@link io.sockeye.engineio.server.host.Host} starts one, {@link
 * io.sockeye.engineio.server.host.HostExchange} is one of its requests, {@link io.sockeye.engineio.server.host.WebSocketConnection} one of its
 * websockets.
 *
 * <p>A host owns its threads and its buffers. It calls up one call at a time for one exchange or websocket; calls down may come from any thread and
 * never block. Bytes that cross this line are heap arrays that the receiver owns.
 */
@NullMarked
package io.sockeye.engineio.server.host;

import org.jspecify.annotations.NullMarked;
