package io.sockeye.benchmarks;

import io.sockeye.socketio.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is sent: the payloads of the load generators. */
final class Shapes {
    static final String TEXT_32 = "abcdefghijklmnopqrstuvwxyz012345";
    static final String TEXT_1K = TEXT_32.repeat(32);
    static final String TEXT_16K = TEXT_32.repeat(512);
    static final byte[] BINARY_1K = new byte[1024];

    private static final String WORDS = "the quick brown fox jumps over a lazy dog, ".repeat(4);
    private static final String OBJECT =
            "{\"id\":\"00000000\",\"user\":\"alice\",\"room\":\"general\",\"ts\":1700000000000,\"edited\":false,"
                    + "\"tags\":[\"a\",\"b\"],\"pos\":{\"x\":12,\"y\":-7},\"text\":\"" + WORDS + "\"}";

    private Shapes() {}

    /** A chat message, as a handler may declare it. */
    record Message(
            String id,
            String user,
            String room,
            long ts,
            boolean edited,
            List<String> tags,
            Position pos,
            String text) {}

    /** Where it was written. */
    record Position(int x, int y) {}

    /** 300 bytes as an object with nested members. */
    static Map<String, Object> object() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", "00000000");
        message.put("user", "alice");
        message.put("room", "general");
        message.put("ts", 1_700_000_000_000L);
        message.put("edited", false);
        message.put("tags", List.of("a", "b"));
        message.put("pos", Map.of("x", 12, "y", -7));
        message.put("text", WORDS);
        return message;
    }

    /** The same as a record. */
    static Message message() {
        return new Message(
                "00000000",
                "alice",
                "general",
                1_700_000_000_000L,
                false,
                List.of("a", "b"),
                new Position(12, -7),
                WORDS);
    }

    /** The arguments of an event: its name and a text. */
    static RawJson echoOf(String text) {
        return json("[\"echo\",\"" + text + "\"]", List.of());
    }

    /** The arguments of an event: its name and the object. */
    static RawJson echoOfObject() {
        return json("[\"echo\"," + OBJECT + "]", List.of());
    }

    /** The arguments of an event: its name and an attachment. */
    static RawJson echoOfBinary() {
        return json("[\"bin\",{\"_placeholder\":true,\"num\":0}]", List.of(BINARY_1K));
    }

    private static RawJson json(String text, List<byte[]> attachments) {
        byte[] bytes = utf8(text);
        return new RawJson(bytes, 0, bytes.length, attachments);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
