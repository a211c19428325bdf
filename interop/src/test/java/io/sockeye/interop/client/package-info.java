/** The clients of this project against servers of others: start with {@link io.sockeye.interop.client.ClientLinesIT}. */
@NullMarked
package io.sockeye.interop.client;

import org.jspecify.annotations.NullMarked;
