/**
 * Sockeye in Spring Boot, on the port of the application. Start with {@link io.sockeye.spring.SocketController}; the server itself is a bean, {@code SocketIoServer}.
 *
 * <p>Threads: handlers run on Sockeye's virtual threads, whatever {@code spring.threads.virtual.enabled} says; one socket's in order, different ones side by side.
 */
@NullMarked
package io.sockeye.spring;

import org.jspecify.annotations.NullMarked;
