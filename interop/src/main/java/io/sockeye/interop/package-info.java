/** Servers that real clients are let loose on. */
@NullMarked
package io.sockeye.interop;

import org.jspecify.annotations.NullMarked;
