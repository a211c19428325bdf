package io.sockeye.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link JsonCodec} does when it reads; the test of one extends this class. */
public abstract class JsonReadingContractTest extends JsonCodecContract {
    @Test
    void bindsScalarsToTheirTypes() {
        assertThat(read(
                        "[\"a\",1,2,1.5,true,null]",
                        String.class,
                        int.class,
                        long.class,
                        double.class,
                        boolean.class,
                        String.class))
                .containsExactly("a", 1, 2L, 1.5, true, null);
        assertThat(read("[\"a\",1,2,1.5,false]", String.class, Integer.class, Long.class, Double.class, Boolean.class))
                .containsExactly("a", 1, 2L, 1.5, false);
        assertThat(read("[3,0.5]", double.class, float.class)).containsExactly(3.0, 0.5f);
    }

    @Test
    void bindsRecordsAndGenerics() {
        Order wheel = new Order("wheel", 2, null);
        Order bicycle = new Order("bicycle", 1, List.of(wheel));
        String json =
                "{\"article\":\"bicycle\",\"count\":1,\"parts\":[{\"article\":\"wheel\",\"count\":2,\"parts\":null}]}";
        assertThat(read("[" + json + "]", Order.class)).containsExactly(bicycle);
        assertThat(read("[[" + json + "]]", listOf(Order.class))).containsExactly(List.of(bicycle));
    }

    @Test
    void bindsWhatHasNoTypeToMapsAndLists() {
        assertThat(read("[{\"a\":[1,\"x\",null,true,{}]}]", Object.class))
                .containsExactly(Map.of("a", java.util.Arrays.asList(1, "x", null, true, Map.of())));
    }

    @Test
    void leavesOutWhatIsToBeSkipped() {
        assertThat(read("[\"name\",{\"a\":[1]},\"x\"]", 2, String.class)).containsExactly("x");
        assertThat(read("[\"name\"]", 1)).isEmpty();
        assertThat(read("[]", 1, String.class)).containsOnlyNulls();
    }

    @Test
    void argumentsThatNobodyWantsAreLeftOut() {
        assertThat(read("[1,2,{\"a\":3},[4]]", int.class)).containsExactly(1);
    }

    @Test
    void propertiesThatNobodyKnowsAreLeftOut() {
        assertThat(read("[{\"article\":\"a\",\"count\":1,\"color\":{\"red\":[1]}}]", Order.class))
                .containsExactly(new Order("a", 1, null));
    }

    @Test
    void missingArgumentsAreNullAndMissingOptionalsEmpty() {
        assertThat(read("[]", String.class, Integer.class, Order.class)).containsOnlyNulls();
        assertThat(read("[]", optionalOf(String.class), OptionalInt.class))
                .containsExactly(Optional.empty(), OptionalInt.empty());
    }

    @Test
    void optionalsOfNullAreEmptyAndOthersHoldTheirValue() {
        assertThat(read("[null,\"a\",3]", optionalOf(String.class), optionalOf(String.class), OptionalInt.class))
                .containsExactly(Optional.empty(), Optional.of("a"), OptionalInt.of(3));
    }

    @Test
    void aMissingPrimitiveIsAnErrorOfBinding() {
        assertThatThrownBy(() -> read("[1]", int.class, int.class))
                .isInstanceOf(JsonBindException.class)
                .hasMessageContaining("argument 2");
    }

    @Test
    void varargsTakeAllThatIsLeft() {
        assertThat(readVarargs("[\"a\",1,2]", String.class, int.class)).containsExactly("a", new int[] {1, 2});
        assertThat(readVarargs("[\"a\"]", String.class, String.class)).containsExactly("a", new String[0]);
        assertThat(readVarargs("[]", String.class, String.class)).containsExactly(null, new String[0]);
        assertThat(readVarargs("[[1],[2]]", listOf(Integer.class))[0])
                .isEqualTo(new List<?>[] {List.of(1), List.of(2)});
    }

    @Test
    void attachmentsBindWhereverTheyAre() {
        assertThat(read(raw("[" + PLACEHOLDER_1 + "]", ONE, TWO), byte[].class)).containsExactly(TWO);
        assertThat(read(raw("[" + PLACEHOLDER_0 + "]", ONE), ByteBuffer.class)).containsExactly(ByteBuffer.wrap(ONE));
        assertThat(read(raw("[" + PLACEHOLDER_0 + "]", ONE), Object.class)).containsExactly(ONE);
        assertThat(read(raw("[" + PLACEHOLDER_0 + "]", ONE), optionalOf(byte[].class)))
                .hasSize(1);
        assertThat(readVarargs(raw("[" + PLACEHOLDER_0 + "," + PLACEHOLDER_1 + "]", ONE, TWO), byte[].class)[0])
                .isEqualTo(new byte[][] {ONE, TWO});
        assertThat(read(raw("[[" + PLACEHOLDER_0 + "," + PLACEHOLDER_1 + "]]", ONE, TWO), listOf(byte[].class)))
                .containsExactly(List.of(ONE, TWO));
    }

    @Test
    void attachmentsBindInsideOfRecordsAndMaps() {
        String json = "[{\"skipped\":{\"x\":" + PLACEHOLDER_0 + "},\"name\":\"a\",\"content\":" + PLACEHOLDER_1
                + ",\"more\":{\"num\":1,\"thumb\":" + PLACEHOLDER_0 + ",\"list\":[" + PLACEHOLDER_0 + ",2]}}]";
        Picture picture = (Picture) read(raw(json, ONE, TWO), Picture.class)[0];
        assertThat(picture.name()).isEqualTo("a");
        assertThat(picture.content()).isSameAs(TWO);
        assertThat(picture.more()).containsEntry("num", 1).containsEntry("thumb", ONE);
        assertThat(picture.more().get("list"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactly(ONE, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"num\":0,\"_placeholder\":true}",
                " { \"_placeholder\" : true , \"num\" : 0 } ",
                "\n{\t\"num\"\r:\n0\t,\r\"_placeholder\"\n:\ttrue\r}\n"
            })
    void placeholdersMayLookLikeThis(String placeholder) {
        assertThat(read(raw("[" + placeholder + "]", ONE), byte[].class)).containsExactly(ONE);
        assertThat(read(raw("[[" + placeholder + "," + placeholder + "]]", ONE), Object.class))
                .containsExactly(List.of(ONE, ONE));
    }

    /** CVE-2022-2421: what {@code num} may be was not checked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":\"splice\"}",
                "{\"_placeholder\":true,\"num\":\"0\"}",
                "{\"_placeholder\":true,\"num\":-1}",
                "{\"_placeholder\":true,\"num\":1.5}",
                "{\"_placeholder\":true,\"num\":1}",
                "{\"_placeholder\":true,\"num\":99}",
                "{\"_placeholder\":true,\"num\":4294967296}",
                "{\"_placeholder\":true,\"num\":18446744073709551616}",
                "{\"_placeholder\":true,\"num\":null}",
                "{\"_placeholder\":true,\"num\":{}}",
                "{\"_placeholder\":true,\"num\":[0]}",
                "{\"_placeholder\":true,\"num\":true}",
                "{\"_placeholder\":true}",
                "{\"_placeholder\":true,\"other\":0}",
                "{\"num\":\"splice\",\"_placeholder\":true}",
                "{\"num\":-1,\"_placeholder\":true}",
                "{\"num\":1,\"_placeholder\":true}",
                "{\"num\":null,\"_placeholder\":true}"
            })
    void placeholdersOfNoAttachmentAreMalformedWhetherAnybodyListensOrNot(String placeholder) {
        for (String json : List.of("[" + placeholder + "]", "[1,{\"a\":[" + placeholder + "]}]")) {
            assertMalformed(raw(json, ONE));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":false,\"num\":0}",
                "{\"_placeholder\":\"true\",\"num\":0}",
                "{\"num\":0}",
                "{\"num\":0,\"x\":1}",
                "{\"num\":\"a,}\",\"x\":1}",
                "{\"num\":{\"num\":0},\"x\":[]}",
                "{}"
            })
    void otherObjectsAreNoPlaceholders(String json) {
        Object alone = read(raw("[" + json + "]"), Object.class)[0];
        assertThat(read(raw("[" + json + "]", ONE), Object.class)).containsExactly(alone);
    }

    @Test
    void inPacketsWithoutAttachmentsPlaceholdersAreObjects() {
        assertThat(read("[" + PLACEHOLDER_0 + "]", Object.class))
                .containsExactly(Map.of("_placeholder", true, "num", 0));
        codec.validate(raw("[{\"_placeholder\":true,\"num\":99}]"));
    }

    @Test
    void bytesThatArriveAsTextAreBase64() {
        assertThat(read("[\"AQID\"]", byte[].class)).containsExactly(ONE);
        assertThatThrownBy(() -> read("[\"!\"]", byte[].class)).isInstanceOf(JsonBindException.class);
        assertThatThrownBy(() -> read("[\"!\"]", ByteBuffer.class)).isInstanceOf(JsonBindException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "[\"x\"",
                "[\"x\",]",
                "[,\"x\"]",
                "[\"x\"]]",
                "[\"x\"] 1",
                "[\"x\"][]",
                "[\"x\" \"y\"]",
                "[x]",
                "[tru]",
                "[nul",
                "['x']",
                "[01]",
                "[+1]",
                "[.5]",
                "[1.]",
                "[0x10]",
                "[NaN]",
                "[Infinity]",
                "[-]",
                "[1e]",
                "[\"x]",
                "[\"\\x\"]",
                "[\"\\u12g4\"]",
                "[\"\n\"]",
                "[\"\u0000\"]",
                "[\u00001]",
                "[1]\u0000",
                "\u0000[\u00001\u0000]",
                "[\u00001\u0000]\u0000",
                "\uFEFF[1]",
                "[{]",
                "[{\"a\"}]",
                "[{\"a\":}]",
                "[{\"a\":1,}]",
                "[{a:1}]",
                "[{\"a\":1]",
                "[1/* */]",
                "[1}"
            })
    void whatIsNotJsonIsMalformedWhetherAnybodyListensOrNot(String json) {
        assertMalformed(raw(json));
    }

    @Test
    void invalidUtf8IsMalformed() {
        for (int[] bad : new int[][] {{0xFF}, {0xC3}, {0x80}, {0xE2, 0x98}, {0xC3, 0x28}, {0xF8, 0x88, 0x80, 0x80}}) {
            byte[] bytes = new byte[bad.length + 4];
            bytes[0] = '[';
            bytes[1] = '"';
            for (int i = 0; i < bad.length; i++) {
                bytes[i + 2] = (byte) bad[i];
            }
            bytes[bytes.length - 2] = '"';
            bytes[bytes.length - 1] = ']';
            assertMalformed(new RawJson(bytes, 0, bytes.length, List.of()));
        }
    }

    /** Decoders of base64 skip them as if they were spaces. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0011", "QUJD\n", "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000", "QU\tJD"})
    void controlCharactersInStringsAreMalformedToThoseWhoWantBinaryToo(String text) {
        for (Type type : List.of(byte[].class, ByteBuffer.class, Photo.class)) {
            String value = type == Photo.class ? "{\"bytes\":\"" + text + "\"}" : "\"" + text + "\"";
            for (RawJson array : List.of(raw("[" + value + "]"), raw("[" + value + "]", ONE))) {
                assertThatThrownBy(() -> read(array, type)).isInstanceOf(MalformedJsonException.class);
            }
            for (RawJson alone : List.of(raw(value), raw(value, ONE))) {
                assertThatThrownBy(() -> codec.read(alone, type)).isInstanceOf(MalformedJsonException.class);
            }
        }
    }

    record Photo(byte[] bytes) {}

    @Test
    void malformedJsonIsMalformedEvenIfItDoesNotFitEither() {
        assertThatThrownBy(() -> read("[{},tru]", int.class)).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> read("[] x", int.class)).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> read("[\"a\",\"b\"", int.class)).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> read(raw("[{},{\"_placeholder\":true,\"num\":7}]", ONE), int.class))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void whatDoesNotFitSaysWhereButNotWhat() {
        for (Object[] mismatch : new Object[][] {
            {"[\"secret\"]", int.class},
            {"[{\"secret\":\"secret\"}]", String.class},
            {"[99999999999]", int.class},
            {"[{\"article\":{\"secret\":1},\"count\":1}]", Order.class},
            {"[{\"value\":-77}]", Positive.class},
            {"[\"secret\"]", Instant.class},
            {"[1e999999]", int.class}
        }) {
            assertThatThrownBy(() -> read((String) mismatch[0], (Type) mismatch[1]))
                    .isInstanceOf(JsonBindException.class)
                    .hasMessageStartingWith("argument 1")
                    .hasMessageNotContainingAny("secret", "77", "99999999999", "999999");
        }
        assertThatThrownBy(() -> read("[0,[{\"article\":\"a\",\"count\":\"secret\"}]]", int.class, listOf(Order.class)))
                .isInstanceOf(JsonBindException.class)
                .hasMessageContaining("argument 2")
                .hasMessageContaining("[0].count")
                .hasMessageNotContaining("secret");
    }

    @Test
    void stacksOfCausesHaveNoPayloadEither() {
        Throwable failure = org.assertj.core.api.Assertions.catchThrowable(() -> read("[\"secret\"]", Instant.class));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause).hasMessageNotContaining("secret");
        }
    }

    @Test
    void depthOfAHundredThousandIsMalformedAndNeedsNoStack() {
        for (String open : List.of("[", "{\"a\":")) {
            String close = open.equals("[") ? "]" : "}";
            assertMalformed(raw("[" + open.repeat(100_000) + "1" + close.repeat(100_000) + "]"));
            assertMalformed(raw("[" + open.repeat(100_000)));
        }
    }

    @Test
    void numbersOfAMillionDigitsEndInTime() {
        for (String number :
                List.of("1".repeat(1_000_000), "0." + "1".repeat(1_000_000), "1e" + "9".repeat(1_000_000))) {
            assertTimeout(LINEAR, () -> assertMalformed(raw("[" + number + "]")));
        }
    }

    @Test
    void hugeExponentsEndInTime() {
        for (String number : List.of("1e999999", "1e-999999", "1e2147483647")) {
            codec.validate(raw("[" + number + "]"));
            for (Type type : List.of(int.class, long.class, java.math.BigInteger.class, Object.class, double.class)) {
                assertTimeout(LINEAR, () -> {
                    try {
                        read("[" + number + "]", type);
                    } catch (JsonBindException expected) {
                        assertThat(expected).hasMessageContaining("argument 1");
                    }
                });
            }
        }
    }

    @Test
    void stringsMayBeAsLongAsAPacket() {
        String text = "x".repeat(2_000_000);
        assertThat(read("[\"" + text + "\"]", String.class)).containsExactly(text);
    }

    @Test
    void halvesOfSurrogatePairsAreKept() {
        assertThat(read("[\"\\ud83d\",\"a\\ude00\"]", String.class, String.class))
                .containsExactly("\ud83d", "a\ude00");
    }

    @Test
    void ofEqualKeysTheLastWins() {
        assertThat(read("[{\"a\":1,\"a\":2}]", Object.class)).containsExactly(Map.of("a", 2));
    }

    @Test
    void namesThatMeanSomethingInJavaScriptMeanNothing() {
        assertThat(read("[{\"__proto__\":{\"admin\":true},\"constructor\":1}]", Object.class))
                .containsExactly(Map.of("__proto__", Map.of("admin", true), "constructor", 1));
    }

    @Test
    void readBindsOneValueOfAnyKind() {
        assertThat(codec.<Order>read(raw(" {\"article\":\"a\",\"count\":1} "), Order.class))
                .isEqualTo(new Order("a", 1, null));
        assertThat(codec.<Integer>read(raw("5"), int.class)).isEqualTo(5);
        assertThat(codec.<@Nullable String>read(raw("null"), String.class)).isNull();
        assertThat(codec.<byte[]>read(raw(PLACEHOLDER_0, ONE), byte[].class)).isEqualTo(ONE);
        assertThatThrownBy(() -> codec.read(raw("\"x\""), int.class))
                .isInstanceOf(JsonBindException.class)
                .hasMessageStartingWith("the value");
        for (String json : List.of("", " ", "5 6", "{", "\"x")) {
            assertThatThrownBy(() -> codec.read(raw(json), Object.class))
                    .as(json)
                    .isInstanceOf(MalformedJsonException.class);
        }
    }

    @Test
    void splitCutsAtElements() {
        RawJson array = raw("[ \"a,\\\"]\" ,[1,{\"x\":[]}], { \"k\" : \",\" } ,\n5\t]", ONE);
        assertThat(codec.split(array, 0).stream().map(Vectors::text))
                .containsExactly("\"a,\\\"]\"", "[1,{\"x\":[]}]", "{ \"k\" : \",\" }", "5");
        assertThat(codec.split(array, 2))
                .hasSize(2)
                .allMatch(element -> element.attachments().equals(List.of(ONE)));
        assertThat(codec.split(array, 9)).isEmpty();
        assertThat(codec.split(raw("[]"), 0)).isEmpty();
        assertThat(codec.split(raw(" [ ] "), 0)).isEmpty();
    }

    private void assertMalformed(RawJson json) {
        assertThatThrownBy(() -> codec.validate(json)).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> codec.split(json, 0)).isInstanceOf(MalformedJsonException.class);
        for (List<Type> types :
                List.<List<Type>>of(List.of(), List.of(Object.class), List.of(Order.class, Order.class))) {
            assertThatThrownBy(() -> codec.reader(types, false).read(json, 0))
                    .isInstanceOf(MalformedJsonException.class);
        }
        assertThatThrownBy(() -> codec.reader(List.of(Object.class), true).read(json, 0))
                .isInstanceOf(MalformedJsonException.class);
    }
}
