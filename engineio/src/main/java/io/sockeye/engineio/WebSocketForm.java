package io.sockeye.engineio;

/**
 * How an Engine.IO message looks on a websocket.
 *
 * <pre>
 * V4        text "4hello"    binary  raw bytes
 * V3        text "4hello"    binary  0x04 + bytes
 * V4_BASE64 text "4hello"    text    "b"  + base64
 * V3_BASE64 text "4hello"    text    "b4" + base64
 * </pre>
 */
public enum WebSocketForm {
    /** {@code EIO=4}. */
    V4,
    /** {@code EIO=3}. */
    V3,
    /** {@code EIO=4} with {@code b64=1}. */
    V4_BASE64,
    /** {@code EIO=3} with {@code b64=1}. */
    V3_BASE64
}
