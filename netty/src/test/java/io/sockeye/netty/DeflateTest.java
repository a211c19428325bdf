package io.sockeye.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.WebSocketForm;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.netty.MessageDeflater.DeflatedFrame;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeflateTest {
    private static final String AGREED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate                                                  | true",
                "permessage-deflate; client_max_window_bits                          | true",
                "permessage-deflate; client_max_window_bits=10                       | true",
                "permessage-deflate; client_max_window_bits=\"9\"                    | true",
                "permessage-deflate; server_no_context_takeover                      | true",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate   | true",
                "constructor, permessage-deflate                                     | true",
                "permessage-deflate; server_max_window_bits=10                       | false",
                "permessage-deflate; client_max_window_bits=7                        | false",
                "permessage-deflate; client_max_window_bits=99999999999              | false",
                "permessage-deflate; client_max_window_bits; client_max_window_bits  | false",
                "permessage-deflate; server_no_context_takeover=1                    | false",
                "permessage-deflate; __proto__=1                                     | false",
                "x-webkit-deflate-frame                                              | false",
                "constructor                                                         | false",
                "; = ,;,=                                                            | false",
            })
    void offersAreAcceptedOrIgnored(String offer, boolean accepted) {
        assertThat(PerMessageDeflate.accept(Headers.of("sec-websocket-extensions", offer)))
                .isEqualTo(accepted ? AGREED : null);
    }

    @Test
    void aFullWindowThatIsAskedForIsConfirmed() {
        assertThat(PerMessageDeflate.accept(
                        Headers.of("Sec-WebSocket-Extensions", "permessage-deflate; server_max_window_bits=15")))
                .isEqualTo(AGREED + "; server_max_window_bits=15");
    }

    @Test
    void messagesOfAllSizesSurviveBothWays() {
        MessageDeflater deflater = new MessageDeflater();
        MessageInflater inflater = new MessageInflater();
        Random random = new Random(1);
        for (int size = 1; size < 300_000; size = size * 2 + 1) {
            byte[] payload = new byte[size];
            for (int i = 0; i < size; i++) {
                payload[i] = (byte) ('a' + random.nextInt(4));
            }
            DeflatedFrame frame = deflater.frames(EncodedMessage.text(payload), WebSocketForm.V4, 0)
                    .getFirst();
            if (frame.start() == (Frames.TEXT | Frames.COMPRESSED)) {
                assertThat(inflater.inflate(frame.payload(), size)).isZero();
                assertThat(inflater.take()).isEqualTo(payload);
                assertThat(inflater.inflate(frame.payload(), size - 1)).isEqualTo(1009);
            } else {
                assertThat(size).isLessThan(100);
            }
        }
        deflater.release();
        inflater.release();
    }

    @Test
    void aMessageIsDeflatedOnceForAllReceivers() {
        MessageDeflater deflater = new MessageDeflater();
        EncodedMessage message = EncodedMessage.json("4".repeat(2000).getBytes(), List.of(new byte[2000], new byte[3]));
        List<DeflatedFrame> frames = deflater.frames(message, WebSocketForm.V4, 1024);
        assertThat(frames).extracting(DeflatedFrame::start).containsExactly(0xC1, 0xC2, 0x82);
        assertThat(deflater.frames(message, WebSocketForm.V4, 1024)).isSameAs(frames);
        assertThat(deflater.frames(message, WebSocketForm.V3, 1024)).isNotSameAs(frames);
        deflater.release();
    }

    @Test
    void aBombTakesNoMoreMemoryThanTheLimit() {
        MessageDeflater deflater = new MessageDeflater();
        MessageInflater inflater = new MessageInflater();
        byte[] bomb = deflater.frames(EncodedMessage.binary(new byte[100_000_000]), WebSocketForm.V4, 0)
                .getFirst()
                .payload();
        assertThat(bomb.length).isLessThan(200_000);
        assertThat(inflater.inflate(bomb, 1000)).isEqualTo(1009);
        assertThat(inflater.take().length).isLessThanOrEqualTo(1001);
        deflater.release();
        inflater.release();
    }

    @Test
    void whatIsNotDeflatedIsInvalid() {
        MessageInflater inflater = new MessageInflater();
        assertThat(inflater.inflate(HexFormat.of().parseHex("ffffffff"), 1000)).isEqualTo(1007);
        assertThat(inflater.inflate(new byte[0], 1000)).isZero();
        assertThat(inflater.take()).isEmpty();
        byte[] random = new byte[500];
        for (int seed = 0; seed < 500; seed++) {
            new Random(seed).nextBytes(random);
            assertThat(inflater.inflate(Arrays.copyOf(random, seed), 1000)).isIn(0, 1007, 1009);
            assertThat(inflater.take().length).isLessThanOrEqualTo(1001);
        }
        inflater.release();
    }
}
