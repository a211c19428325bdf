/**
 * Metrics of a server: start with {@link io.sockeye.micrometer.SockeyeMetrics}.
 *
 * <p>Gauges and counters are read by the thread that reads the registry; timers are written by the threads of handlers. Threads of the host do nothing for them.
 */
@NullMarked
package io.sockeye.micrometer;

import org.jspecify.annotations.NullMarked;
