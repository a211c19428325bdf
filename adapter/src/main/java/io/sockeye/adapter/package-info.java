/** Adapters know which sockets are in which rooms. */
@NullMarked
package io.sockeye.adapter;

import org.jspecify.annotations.NullMarked;
