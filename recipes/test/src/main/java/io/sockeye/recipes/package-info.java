/** What every recipe has to do. */
@NullMarked
package io.sockeye.recipes;

import org.jspecify.annotations.NullMarked;
