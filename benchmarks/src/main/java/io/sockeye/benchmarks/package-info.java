/** Servers and benchmarks for measuring; see the README of this module. */
@NullMarked
package io.sockeye.benchmarks;

import org.jspecify.annotations.NullMarked;
