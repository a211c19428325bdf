package io.sockeye.engineio;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A packet as tests compare it.
 *
 * @param text whether it is text
 * @param content what it holds, with its type digit if it is text; bytes as characters
 */
record TestPacket(boolean text, String content) {
    static TestPacket text(byte[] packet) {
        return new TestPacket(true, new String(packet, StandardCharsets.ISO_8859_1));
    }

    static TestPacket binary(byte[] data) {
        return new TestPacket(false, new String(data, StandardCharsets.ISO_8859_1));
    }

    byte[] bytes() {
        return content.getBytes(StandardCharsets.ISO_8859_1);
    }

    EncodedMessage toMessage() {
        return text ? EncodedMessage.text(bytes()) : EncodedMessage.binary(bytes());
    }

    @Override
    public String toString() {
        return text
                ? new String(bytes(), StandardCharsets.UTF_8)
                : HexFormat.ofDelimiter(" ").formatHex(bytes());
    }
}
