/** The client of this project and the official Java client side by side: start with {@link io.sockeye.benchmarks.clients.ClientComparison}. */
@NullMarked
package io.sockeye.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
