/** Socket.IO packets and their codec, without I/O. */
@NullMarked
package io.sockeye.socketio;

import org.jspecify.annotations.NullMarked;
