/** What tests of the clients need on the other side: servers of Node.js, and links that fail. */
@NullMarked
package io.sockeye.interop.peer;

import org.jspecify.annotations.NullMarked;
