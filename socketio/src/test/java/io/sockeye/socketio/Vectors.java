package io.sockeye.socketio;

import io.sockeye.engineio.ByteSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the file of vectors beside this class, which says what its lines mean. */
final class Vectors {
    private static final HexFormat HEX = HexFormat.of();

    private Vectors() {}

    /**
     * One vector.
     *
     * @param name what it shows
     * @param wire the text message
     * @param binaries the binary messages behind it
     * @param packet what they mean, as {@link #describe} says it; null when it is refused
     * @param query of the namespace, null for none
     * @param refused why it is refused, else null
     * @param encoded whether this library writes it the same way
     */
    record Vector(
            String name,
            byte[] wire,
            List<byte[]> binaries,
            @Nullable String packet,
            @Nullable String query,
            @Nullable String refused,
            boolean encoded) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Vector> all() {
        List<Vector> vectors = new ArrayList<>();
        for (String block : read("packets.txt").split("\n(?=== )", -1)) {
            if (block.startsWith("== ")) {
                vectors.add(parse(block));
            }
        }
        if (vectors.size() < 50) {
            throw new IllegalStateException("only " + vectors.size() + " vectors");
        }
        return vectors.stream();
    }

    /** A packet in the words of the file. */
    static String describe(Packet packet) {
        return switch (packet) {
            case Packet.Connect connect -> "CONNECT " + connect.namespace() + payload(connect.auth());
            case Packet.Disconnect disconnect -> "DISCONNECT " + disconnect.namespace();
            case Packet.Event event ->
                "EVENT " + event.namespace() + " " + (event.ackId() == Packet.NO_ACK ? "-" : event.ackId()) + " "
                        + event.name() + payload(event.arguments());
            case Packet.Ack ack -> "ACK " + ack.namespace() + " " + ack.ackId() + payload(ack.arguments());
            case Packet.ConnectError error -> "CONNECT_ERROR " + error.namespace() + payload(error.data());
        };
    }

    private static String payload(@Nullable RawJson json) {
        if (json == null) {
            return "";
        }
        StringBuilder text = new StringBuilder(" ").append(text(json));
        json.attachments().forEach(attachment -> text.append(" #").append(HEX.formatHex(attachment)));
        return text.toString();
    }

    static String text(RawJson json) {
        return new String(json.bytes(), json.from(), json.to() - json.from(), StandardCharsets.UTF_8);
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector parse(String block) {
        String name = "";
        byte[] wire = new byte[0];
        List<byte[]> binaries = new ArrayList<>();
        String packet = null;
        String query = null;
        String refused = null;
        boolean encoded = true;
        for (String line : block.lines().toList()) {
            int space = line.indexOf(' ');
            String key = space < 0 ? line : line.substring(0, space);
            String value = space < 0 ? "" : line.substring(space + 1);
            switch (key) {
                case "" -> {}
                case "==" -> name = value;
                case "wire" -> wire = bytes(value);
                case "binary" -> binaries.add(bytes(value));
                case "packet" -> packet = value;
                case "query" -> query = value;
                case "refused" -> refused = value;
                case "decode-only" -> encoded = false;
                default -> throw new IllegalStateException("unknown line in vector '" + name + "': " + line);
            }
        }
        return new Vector(name, wire, binaries, packet, query, refused, encoded && refused == null);
    }

    /** The bytes of a line, in which {@code \xNN} with capital digits is one byte. */
    static byte[] bytes(String text) {
        ByteSink sink = new ByteSink(text.length());
        int at = 0;
        while (at < text.length()) {
            if (text.substring(at).matches("(?s)\\\\x[0-9A-F]{2}.*")) {
                sink.put(HEX.parseHex(text, at + 2, at + 4));
                at += 4;
            } else {
                int end = text.offsetByCodePoints(at, 1);
                sink.put(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            }
        }
        return sink.toByteArray();
    }
}
