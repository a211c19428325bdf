package io.sockeye.socketio.json;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonBindException;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.JsonEncodeException;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.RawJson;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** A codec against its library, with whatever comes. */
public abstract class LibraryCodecFuzz {
    private final JsonCodec codec;
    private final JsonCodec library;
    private final List<List<Type>> handlers;

    /**
     * For one library.
     *
     * @param codec as it is by default
     * @param library leaves everything to the library, with the same settings
     * @param node the library's type of any JSON
     */
    protected LibraryCodecFuzz(JsonCodec codec, JsonCodec library, Type node) {
        this.codec = codec;
        this.library = library;
        this.handlers = List.of(
                List.of(),
                List.of(String.class, node, node),
                List.of(Message.class, byte[].class),
                List.of(String.class, int.class, double.class, boolean.class),
                List.of(Long.class, String.class),
                List.of(Object.class, Object.class),
                List.of(Map.class, List.class),
                List.of(byte[].class));
    }

    record Message(String text, int number, List<Message> more, ByteBuffer picture, Map<String, Object> rest) {}

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "0[]",
                        "0[\"a\",1,-2.5e3,true,null,{\"a\":[\"\\u00e9\\n\"]}]",
                        "2[{\"text\":\"x\",\"number\":1,\"more\":[],\"picture\":{\"_placeholder\":true,\"num\":1},\"rest\":{}}]",
                        "1[{\"num\":0,\"_placeholder\":true},{\"num\":0,\"a\":1}]",
                        "1[{\"_placeholder\":true,\"num\":1}]",
                        "0null",
                        "0[\"\u0011\"]")
                .map(seed -> seed.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void whatIsJsonIsJsonToEveryMethod(byte[] input) {
        if (input.length < 2) {
            return;
        }
        RawJson json = new RawJson(input, 1, input.length, attachments(input[0] & 3));
        boolean valid = isJson(() -> codec.validate(json));
        byte[] original = input.clone();
        check(valid == isJson(() -> library.validate(json)), "with and without the parser it is not the same");
        for (List<Type> handler : handlers) {
            boolean array = isJson(() -> codec.reader(handler, false).read(json, 0));
            check(!array || valid, "read what is not JSON");
            check(array || !valid || !startsWithBracket(json), "refused what is JSON");
            check(
                    outcome(codec, handler, json).equals(outcome(library, handler, json)),
                    "other values without the parser");
        }
        if (valid) {
            checkSentOn(json);
            checkWriting(codec.read(json, Object.class));
        }
        check(Arrays.equals(input, original), "the input has changed");
    }

    private static boolean isJson(Runnable use) {
        try {
            use.run();
            return true;
        } catch (JsonBindException e) {
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    private static String outcome(JsonCodec codec, List<Type> handler, RawJson json) {
        try {
            return Arrays.deepToString(codec.reader(handler, false).read(json, 1));
        } catch (JsonBindException e) {
            return String.valueOf(e.getMessage());
        } catch (MalformedJsonException e) {
            return "malformed";
        }
    }

    private static boolean startsWithBracket(RawJson json) {
        return new String(json.bytes(), json.from(), json.to() - json.from(), StandardCharsets.UTF_8)
                .stripLeading()
                .startsWith("[");
    }

    /** JSON that is written as it arrived means the same to the next. */
    private void checkSentOn(RawJson json) {
        ByteSink sink = new ByteSink(0);
        List<byte[]> attachments = new ArrayList<>();
        codec.writeArray(sink, null, new @Nullable Object[] {json}, attachments);
        RawJson sent = new RawJson(sink.array(), 0, sink.size(), attachments);
        codec.validate(sent);
        Object before = codec.read(json, Object.class);
        Object after = codec.read(codec.split(sent, 0).getFirst(), Object.class);
        if (!json.attachments().isEmpty() && attachments.isEmpty()) {
            return; // what looked like a placeholder before is an object now
        }
        check(
                Arrays.deepEquals(new Object[] {before}, new Object[] {after})
                        || text(codec, before).equals(text(codec, after)),
                "other values");
    }

    private void checkWriting(@Nullable Object value) {
        String expected;
        try {
            expected = text(library, value);
        } catch (JsonEncodeException e) {
            return; // half of a surrogate pair as a key
        }
        check(meaning(text(codec, value)).equals(meaning(expected)), "written otherwise without the generator");
    }

    private String meaning(String text) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        Object value = library.read(new RawJson(json, 0, json.length, List.of()), Object.class);
        return String.valueOf(value);
    }

    private static String text(JsonCodec codec, @Nullable Object value) {
        ByteSink sink = new ByteSink(0);
        codec.writeValue(sink, value);
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }

    private static List<byte[]> attachments(int count) {
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> new byte[] {i.byteValue()})
                .toList();
    }

    private static void check(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
