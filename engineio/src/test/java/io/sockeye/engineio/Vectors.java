package io.sockeye.engineio;

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

/** Reads the files of vectors beside this class; each of them says what its lines mean. */
final class Vectors {
    private static final HexFormat HEX = HexFormat.of();

    private Vectors() {}

    /**
     * One vector.
     *
     * @param name what it shows
     * @param wire the bytes on the wire
     * @param binaryWire whether they are a binary websocket message
     * @param packets what they mean
     * @param refused the error behind the packets, null when there is none
     * @param encoded whether this library writes it the same way
     */
    record Vector(
            String name,
            byte[] wire,
            boolean binaryWire,
            List<TestPacket> packets,
            @Nullable String refused,
            boolean encoded) {
        DecodeResult result() {
            return refused == null ? DecodeResult.OK : DecodeResult.valueOf(refused);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Vector> of(String file) {
        List<Vector> vectors = new ArrayList<>();
        for (String block : read(file).split("\n(?=== )", -1)) {
            if (block.startsWith("== ")) {
                vectors.add(parse(block));
            }
        }
        if (vectors.size() < 5) {
            throw new IllegalStateException(file + " has only " + vectors.size() + " vectors");
        }
        return vectors.stream();
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
        boolean binaryWire = false;
        boolean encoded = true;
        String refused = null;
        List<TestPacket> packets = new ArrayList<>();
        for (String line : block.lines().toList()) {
            int space = line.indexOf(' ');
            String key = space < 0 ? line : line.substring(0, space);
            String value = space < 0 ? "" : line.substring(space + 1);
            switch (key) {
                case "" -> {}
                case "==" -> name = value;
                case "wire" -> wire = bytes(value);
                case "wire-binary" -> {
                    wire = bytes(value);
                    binaryWire = true;
                }
                case "text" -> packets.add(TestPacket.text(bytes(value)));
                case "binary" -> packets.add(TestPacket.binary(bytes(value)));
                case "decode-only" -> encoded = false;
                case "refused" -> refused = value;
                default -> throw new IllegalStateException("unknown line in vector '" + name + "': " + line);
            }
        }
        return new Vector(name, wire, binaryWire, packets, refused, encoded && refused == null);
    }

    private static byte[] bytes(String text) {
        ByteSink sink = new ByteSink(text.length());
        int at = 0;
        while (at < text.length()) {
            int escape = text.indexOf("\\x", at);
            int end = escape < 0 ? text.length() : escape;
            sink.put(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
            at = end;
            if (escape >= 0) {
                sink.put(HEX.parseHex(text, escape + 2, escape + 4));
                at = escape + 4;
            }
        }
        return sink.toByteArray();
    }
}
