/** The Engine.IO client against servers of Node.js and our own. */
@NullMarked
package io.sockeye.interop.engineclient;

import org.jspecify.annotations.NullMarked;
