package io.sockeye.engineio;

/**
 * One websocket message: what is between the frame headers.
 *
 * @param text whether it is a text message (else a binary one)
 * @param payload the bytes; shared by all receivers, nobody changes them
 */
public record WebSocketFrame(boolean text, byte[] payload) {}
