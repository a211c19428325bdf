/**
 * What the codecs on JSON libraries share, open to those of Sockeye only: {@link io.sockeye.socketio.json.LibraryCodec} is where to start. Values of plain types are read and written here,
 * without the library; what else there is goes through the {@link io.sockeye.socketio.json.JsonLibrary}. Codecs are thread-safe, all that one call makes belongs to its thread.
 */
@NullMarked
package io.sockeye.socketio.json;

import org.jspecify.annotations.NullMarked;
