/** Engine.IO without I/O: packets, payload codecs and the session state machine. */
@NullMarked
package io.sockeye.engineio;

import org.jspecify.annotations.NullMarked;
