package io.sockeye.engineio;

/**
 * A revision of the Engine.IO protocol, as the query parameter {@code EIO} names it.
 *
 * <p>{@link #V3} is spoken by the JavaScript clients 1.0 to 2.x, {@link #V4} by 3.0 and newer. The two differ in the direction of the
 * heartbeat, in the framing of polling payloads and of binary data. The revision is fixed at the handshake.
 */
public enum EngineProtocol {
    /** {@code EIO=3}, and whatever else isn't {@code 4}. */
    V3,
    /** {@code EIO=4}. */
    V4
}
