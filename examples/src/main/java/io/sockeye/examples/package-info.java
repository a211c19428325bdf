/** Examples of Sockeye. */
@NullMarked
package io.sockeye.examples;

import org.jspecify.annotations.NullMarked;
