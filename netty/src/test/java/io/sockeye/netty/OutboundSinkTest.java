package io.sockeye.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.WebSocketForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OutboundSinkTest {
    private static final EncodedMessage SMALL = EncodedMessage.text("4small".getBytes(StandardCharsets.US_ASCII));
    private static final EncodedMessage LARGE = EncodedMessage.json(
            ("451-[\"large\",{\"_placeholder\":true,\"num\":0},\"" + "x".repeat(40_000) + "\"]")
                    .getBytes(StandardCharsets.US_ASCII),
            List.of(new byte[70_000]));

    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private final Loop loop = new Loop(channel().eventLoop());
    private final OutboundSink sink = loop.sink();

    @AfterEach
    void close() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
        loop.release();
    }

    private EmbeddedChannel channel() {
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
        channels.add(channel);
        return channel;
    }

    /** Drains messages into a new connection. */
    private EmbeddedChannel drain(WebSocketForm form, int deflateThreshold, EncodedMessage... messages) {
        EmbeddedChannel channel = channel();
        ChannelHandlerContext ctx = channel.pipeline().firstContext();
        sink.begin(ctx, null, deflateThreshold);
        for (EncodedMessage message : messages) {
            sink.message(message, form, true);
        }
        sink.end();
        return channel;
    }

    /** What a connection has sent. */
    private static byte[] sent(EmbeddedChannel channel) {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @EnumSource(WebSocketForm.class)
    void whatIsSharedIsWhatWouldBeSentAlone(WebSocketForm form) {
        for (int threshold : new int[] {OutboundSink.NEVER, 100}) {
            for (EncodedMessage message : List.of(SMALL, LARGE)) {
                byte[] alone = sent(drain(form, threshold, message));
                sink.shared().begin();
                for (int i = 0; i < 4; i++) {
                    assertThat(sent(drain(form, threshold, message))).isEqualTo(alone);
                }
                sink.shared().end();
            }
        }
    }

    @Test
    void allButTheFirstShareOneBufferThatIsGivenBackBehindTheLastWrite() {
        sink.shared().begin();
        List<ByteBuf> sent = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sent.add(drain(WebSocketForm.V4, OutboundSink.NEVER, SMALL).readOutbound());
        }
        sink.shared().end();
        assertThat(sent).extracting(ByteBuf::refCnt).containsExactly(1, 3, 3, 3);
        sent.forEach(ByteBuf::release);
        assertThat(sent).extracting(ByteBuf::refCnt).containsOnly(0);
    }

    @Test
    void receiversOfDifferentKindsGetDifferentFrames() {
        sink.shared().begin();
        byte[] binary = sent(drain(WebSocketForm.V4, OutboundSink.NEVER, LARGE));
        byte[] base64 = sent(drain(WebSocketForm.V4_BASE64, OutboundSink.NEVER, LARGE));
        byte[] deflated = sent(drain(WebSocketForm.V4, 100, LARGE));
        assertThat(sent(drain(WebSocketForm.V4, OutboundSink.NEVER, LARGE))).isEqualTo(binary);
        sink.shared().end();
        assertThat(base64).hasSizeGreaterThan(binary.length);
        assertThat(deflated).hasSizeLessThan(binary.length);
    }

    @Test
    void nothingIsWrittenIntoWhatIsShared() {
        byte[] small = sent(drain(WebSocketForm.V4, OutboundSink.NEVER, SMALL));
        byte[] twice = Unpooled.copiedBuffer(small, small).array();
        sink.shared().begin();
        drain(WebSocketForm.V4, OutboundSink.NEVER, SMALL);
        EmbeddedChannel second = drain(WebSocketForm.V4, OutboundSink.NEVER, SMALL, SMALL);
        EmbeddedChannel third = drain(WebSocketForm.V4, OutboundSink.NEVER, SMALL);
        sink.shared().end();
        assertThat(sent(second)).isEqualTo(twice);
        assertThat(sent(third)).isEqualTo(small);
    }

    @Test
    void theOrderHoldsWhenWhatIsSharedComesBehindSomethingElse() {
        byte[] small = sent(drain(WebSocketForm.V4, OutboundSink.NEVER, SMALL));
        byte[] large = sent(drain(WebSocketForm.V4, OutboundSink.NEVER, LARGE));
        sink.shared().begin();
        drain(WebSocketForm.V4, OutboundSink.NEVER, LARGE);
        EmbeddedChannel second = drain(WebSocketForm.V4, OutboundSink.NEVER, LARGE, SMALL);
        EmbeddedChannel third = drain(WebSocketForm.V4, OutboundSink.NEVER, SMALL, LARGE, LARGE, SMALL);
        sink.shared().end();
        assertThat(sent(second)).isEqualTo(Unpooled.copiedBuffer(large, small).array());
        assertThat(sent(third))
                .isEqualTo(Unpooled.copiedBuffer(small, large, large, small).array());
    }
}
