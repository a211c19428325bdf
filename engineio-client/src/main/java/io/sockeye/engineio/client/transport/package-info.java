/**
 * What a connection needs of an HTTP client: requests, and websockets. Start with {@link io.sockeye.engineio.client.transport.ClientTransport}; the default
 * stands on {@code java.net.http}.
 *
 * <p>Threads: nothing here blocks; handlers are called on threads of the transport and pass on at once.
 */
@NullMarked
package io.sockeye.engineio.client.transport;

import org.jspecify.annotations.NullMarked;
