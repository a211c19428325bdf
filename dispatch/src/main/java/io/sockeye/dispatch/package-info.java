/** What server and client share in serving user code. */
@NullMarked
package io.sockeye.dispatch;

import org.jspecify.annotations.NullMarked;
