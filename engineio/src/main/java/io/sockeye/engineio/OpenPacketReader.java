package io.sockeye.engineio;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of an {@link OpenPacket} and as little JSON besides as that takes: members that it doesn't know are skipped. After the first fault everything
 * reads as empty, and {@code failed} stays.
 */
final class OpenPacketReader {
    private static final int MAX_BYTES = 16_384;
    private static final int MAX_SID = 256;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER = 32;

    private final String json;
    private int at;
    private boolean failed;
    private String sid = "";
    private List<Transport> upgrades = List.of();
    private long pingInterval = -1;
    private long pingTimeout = -1;
    private long maxPayload;

    private OpenPacketReader(String json) {
        this.json = json;
    }

    static @Nullable OpenPacket read(byte[] bytes, int from, int to) {
        if (to - from > MAX_BYTES) {
            return null;
        }
        OpenPacketReader reader = new OpenPacketReader(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        reader.readObject(reader::member);
        return reader.result();
    }

    private @Nullable OpenPacket result() {
        boolean atEnd = peek() == 0 && at == json.length();
        if (failed || !atEnd || sid.isEmpty() || sid.length() > MAX_SID || pingInterval < 0 || pingTimeout <= 0) {
            return null;
        }
        return new OpenPacket(sid, upgrades, pingInterval, pingTimeout, maxPayload > 0 ? maxPayload : Long.MAX_VALUE);
    }

    private void member(String name) {
        switch (name) {
            case "sid" -> sid = string();
            case "upgrades" -> upgrades = transports();
            case "pingInterval" -> pingInterval = number();
            case "pingTimeout" -> pingTimeout = number();
            case "maxPayload" -> maxPayload = number();
            default -> skip(0);
        }
    }

    private interface Member {
        void value(String name);
    }

    private void readObject(Member member) {
        expect('{');
        if (peek() == '}') {
            at++;
            return;
        }
        do {
            String name = string();
            expect(':');
            member.value(name);
        } while (another('}'));
    }

    private void readArray(Runnable element) {
        expect('[');
        if (peek() == ']') {
            at++;
            return;
        }
        do {
            element.run();
        } while (another(']'));
    }

    /** Whether a comma follows; else the end must. */
    private boolean another(char end) {
        if (!failed && peek() == ',') {
            at++;
            return true;
        }
        expect(end);
        return false;
    }

    private List<Transport> transports() {
        List<Transport> known = new ArrayList<>();
        readArray(() -> {
            String name = string();
            for (Transport transport : Transport.values()) {
                if (transport.wireName().equals(name)) {
                    known.add(transport);
                }
            }
        });
        return known;
    }

    private void skip(int depth) {
        if (depth > MAX_DEPTH) {
            failed = true;
            return;
        }
        switch (peek()) {
            case '{' -> readObject(name -> skip(depth + 1));
            case '[' -> readArray(() -> skip(depth + 1));
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
    }

    private void literal(String word) {
        if (json.startsWith(word, at)) {
            at += word.length();
        } else {
            failed = true;
        }
    }

    /** A number without what is behind its point, at most that of an int. */
    private long number() {
        peek();
        int from = at;
        while (at < json.length() && "+-.eE0123456789".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        if (failed || at == from || at - from > MAX_NUMBER) {
            failed = true;
            return 0;
        }
        try {
            return (long) Math.min(Integer.MAX_VALUE, Double.parseDouble(json.substring(from, at)));
        } catch (NumberFormatException e) {
            failed = true;
            return 0;
        }
    }

    private String string() {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (!failed && at < json.length()) {
            char c = json.charAt(at++);
            if (c == '"') {
                return text.toString();
            }
            text.append(c == '\\' ? escaped() : c);
        }
        failed = true;
        return "";
    }

    private char escaped() {
        char c = at < json.length() ? json.charAt(at++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                failed = true;
                yield 0;
            }
        };
    }

    private char unicode() {
        int unit = 0;
        for (int end = at + 4; at < end; at++) {
            int digit = at < json.length() ? Character.digit(json.charAt(at), 16) : -1;
            failed |= digit < 0;
            unit = unit << 4 | digit & 0xF;
        }
        return (char) unit;
    }

    private void expect(char wanted) {
        if (!failed && peek() == wanted) {
            at++;
        } else {
            failed = true;
        }
    }

    /** The next character that isn't white space; 0 at the end. */
    private char peek() {
        while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        return at < json.length() ? json.charAt(at) : 0;
    }
}
