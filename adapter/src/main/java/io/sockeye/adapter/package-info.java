/**
 * Adapters know which sockets are in which rooms and bring events to them. {@link io.sockeye.adapter.Adapter} is the SPI, {@link
 * io.sockeye.adapter.MemoryAdapter} the one that every process has.
 *
 * <p>All of it may be called from any thread, blocks nowhere and holds no lock while it calls out.
 */
@NullMarked
package io.sockeye.adapter;

import org.jspecify.annotations.NullMarked;
