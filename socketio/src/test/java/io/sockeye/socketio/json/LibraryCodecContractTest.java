package io.sockeye.socketio.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonBindException;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.JsonReadingContractTest;
import io.sockeye.socketio.JsonWritingContractTest;
import io.sockeye.socketio.PacketRoundTripContractTest;
import io.sockeye.socketio.RawJson;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every codec on a library does; the test of one extends this class. */
public abstract class LibraryCodecContractTest {
    private static final byte[] ONE = {1, 2, 3};
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    /** The codec that is tested, as it is by default. */
    protected abstract JsonCodec codec();

    /** One on a mapper of the user that has the settings of the default one. */
    protected abstract JsonCodec onAMapper();

    /** One on a mapper of the user that has names in snake case and refuses unknown properties. */
    protected abstract JsonCodec snakeCase();

    /** One on a mapper of the user that writes an exclamation mark behind each string, and reads a question mark. */
    protected abstract JsonCodec loud();

    /** One whose mapper has its own deserializer for {@link Person}: it has the parser read a map, and takes {@link Person#of} that. */
    protected abstract JsonCodec peopleOfMaps();

    /** The library's type of any JSON. */
    protected abstract Type node();

    /** A node of the library: <code>{"number":…,"deep":[{"bytes":…}]}</code>. */
    protected abstract Object node(double number, byte[] bytes);

    /** A value of a user. */
    public record Person(String firstName) {
        /** One whose name is the length of the bytes that {@code x} names. */
        public static Person of(Map<?, ?> map) {
            return new Person(String.valueOf(((byte[]) map.get("x")).length));
        }
    }

    enum Color {
        RED;

        @Override
        public String toString() {
            return "red";
        }
    }

    /** In alphabetical order, other than a record. */
    public static class Bean {
        public int getB() {
            return 2;
        }

        public int getA() {
            return 1;
        }
    }

    record Article(Color z, int a, @Nullable String m) {}

    @Nested
    class Reading extends JsonReadingContractTest {
        @Override
        protected JsonCodec codec() {
            return LibraryCodecContractTest.this.codec();
        }
    }

    @Nested
    class ReadingOnAMapper extends JsonReadingContractTest {
        @Override
        protected JsonCodec codec() {
            return onAMapper();
        }
    }

    @Nested
    class Writing extends JsonWritingContractTest {
        @Override
        protected JsonCodec codec() {
            return LibraryCodecContractTest.this.codec();
        }
    }

    @Nested
    class WritingOnAMapper extends JsonWritingContractTest {
        @Override
        protected JsonCodec codec() {
            return onAMapper();
        }
    }

    @Nested
    class RoundTrip extends PacketRoundTripContractTest {
        @Override
        protected JsonCodec codec() {
            return LibraryCodecContractTest.this.codec();
        }
    }

    @Nested
    class PlainValues extends PlainValueContractTest {
        @Override
        protected JsonCodec codec() {
            return LibraryCodecContractTest.this.codec();
        }

        @Override
        protected JsonCodec onlyTheLibrary() {
            return onAMapper();
        }
    }

    @Test
    void enumsAreTheirTextAndPropertiesInOrder() {
        for (JsonCodec codec : List.of(codec(), onAMapper())) {
            String json = "{\"z\":\"red\",\"a\":1,\"m\":null}";
            assertThat(write(codec, new ArrayList<>(), new Bean())).isEqualTo("[{\"a\":1,\"b\":2}]");
            assertThat(write(codec, new ArrayList<>(), new Article(Color.RED, 1, null)))
                    .isEqualTo("[" + json + "]");
            assertThat(codec.<Article>read(raw(json), Article.class)).isEqualTo(new Article(Color.RED, 1, null));
        }
    }

    @Test
    void plainTypesAreReadBesidesOthers() {
        JsonCodec codec = codec();
        List<Type> types =
                List.of(String.class, Person.class, long.class, Object.class, double.class, boolean.class, Map.class);
        RawJson json =
                raw("[ \"e\" , \"\\u00e9\" ,{\"firstName\":\"a\"}, -3 ,[1,{\"b\":[]}],0.1 ,true,{\"c\":\"d\"},[ ] ]");
        assertThat(codec.reader(types, false).read(json, 1))
                .containsExactly(
                        "é", new Person("a"), -3L, List.of(1, Map.of("b", List.of())), 0.1, true, Map.of("c", "d"));
        RawJson binary = raw("[\"e\"," + PLACEHOLDER + ",{\"firstName\":\"a\"},\"f\"]", ONE);
        assertThat(codec.reader(List.of(byte[].class, Person.class, String.class), false)
                        .read(binary, 1))
                .containsExactly(ONE, new Person("a"), "f");
    }

    @Test
    void nodesHoldAttachmentsAndGiveThemBack() {
        String json = "{\"a\":[" + PLACEHOLDER + ",1]}";
        Object node = codec().read(raw(json, ONE), node());
        List<byte[]> attachments = new ArrayList<>();
        assertThat(write(codec(), attachments, List.of(node))).isEqualTo("[[" + json + "]]");
        assertThat(attachments).containsExactly(ONE);
        assertThat(attachments.getFirst()).isSameAs(ONE);
    }

    @Test
    void nodesAreWrittenAtAnyDepth() {
        List<byte[]> attachments = new ArrayList<>();
        assertThat(write(codec(), attachments, List.of(node(Double.NaN, ONE))))
                .isEqualTo("[[{\"number\":null,\"deep\":[{\"bytes\":" + PLACEHOLDER + "}]}]]");
        assertThat(attachments).containsExactly(ONE);
    }

    @Test
    void theMapperOfTheUserIsHonoured() {
        JsonCodec own = snakeCase();
        assertThat(write(own, new ArrayList<>(), new Person("a"))).isEqualTo("[{\"first_name\":\"a\"}]");
        assertThat(own.<Person>read(raw("{\"first_name\":\"a\"}"), Person.class))
                .isEqualTo(new Person("a"));
        assertThatThrownBy(() -> own.read(raw("{\"other\":1}"), Person.class)).isInstanceOf(JsonBindException.class);
    }

    @Test
    void serializersAndDeserializersOfTheUserAreUsedForScalarsToo() {
        JsonCodec own = loud();
        assertThat(write(own, new ArrayList<>(), "a")).isEqualTo("[\"a!\"]");
        assertThat(own.reader(List.of(String.class), false).read(raw("[\"a\"]"), 0))
                .containsExactly("a?");
    }

    @Test
    void aDeserializerThatReadsByItselfMeetsAttachments() {
        assertThat(peopleOfMaps().<Person>read(raw("{\"x\":" + PLACEHOLDER + "}", ONE), Person.class))
                .isEqualTo(new Person("3"));
    }

    @Test
    void decimalsKeepTheirDigits() {
        assertThat(codec().<BigDecimal>read(raw("0.10000000000000000000000001"), BigDecimal.class))
                .isEqualTo(new BigDecimal("0.10000000000000000000000001"));
        assertThat(write(codec(), new ArrayList<>(), new BigDecimal("1.10"))).isEqualTo("[1.10]");
    }

    private static String write(JsonCodec codec, List<byte[]> attachments, @Nullable Object... values) {
        ByteSink sink = new ByteSink(0);
        codec.writeArray(sink, null, values, attachments);
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }

    private static RawJson raw(String json, byte[]... attachments) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new RawJson(bytes, 0, bytes.length, List.of(attachments));
    }
}
