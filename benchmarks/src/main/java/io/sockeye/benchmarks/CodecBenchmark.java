package io.sockeye.benchmarks;

import io.sockeye.engineio.ByteSink;
import io.sockeye.engineio.DecodeResult;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.PacketSink;
import io.sockeye.engineio.PacketType;
import io.sockeye.engineio.PayloadDecoder;
import io.sockeye.engineio.PayloadEncoder;
import io.sockeye.engineio.PollingForm;
import io.sockeye.jackson.JacksonJsonCodec;
import io.sockeye.socketio.DecoderLimits;
import io.sockeye.socketio.Packet;
import io.sockeye.socketio.PacketCodec;
import io.sockeye.socketio.PacketDecoder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Payloads of Engine.IO and packets of Socket.IO, from bytes and to bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class CodecBenchmark {
    private static final int MAX_PAYLOAD = 1_000_000;
    private static final PollingForm POLLING = PollingForm.of(EngineProtocol.V4, false, null);

    private final PacketCodec codec = PacketCodec.json(JacksonJsonCodec.create());
    private final PacketDecoder decoder = codec.newDecoder(new DecoderLimits(10, MAX_PAYLOAD, 100));
    private final byte[] text = Shapes.utf8("2[\"echo\",\"" + Shapes.TEXT_32 + "\"]");
    private final byte[] head = Shapes.utf8("51-[\"bin\",{\"_placeholder\":true,\"num\":0}]");
    private final EncodedMessage message = EncodedMessage.text(Shapes.utf8("42[\"echo\",\"" + Shapes.TEXT_32 + "\"]"));
    private final byte[] payload =
            Shapes.utf8("42[\"echo\",\"a\"]\u001e42[\"echo\",\"b\"]\u001e2\u001e42[\"echo\",\"c\"]");
    private final ByteSink sink = new ByteSink(4096);
    private final PacketSink counting = new Counting();

    @Benchmark
    public Object decodePayload() {
        DecodeResult result = PayloadDecoder.v4().text(payload, counting);
        return result;
    }

    @Benchmark
    public Object encodePayload() {
        PayloadEncoder encoder = new PayloadEncoder(POLLING, MAX_PAYLOAD);
        for (int i = 0; i < 4; i++) {
            encoder.add(message, 0);
        }
        sink.clear();
        encoder.encode(sink);
        return sink;
    }

    @Benchmark
    public Object decodeText() {
        return decoder.text(text, 0, text.length);
    }

    @Benchmark
    public Object decodeBinary() {
        decoder.text(head, 0, head.length);
        return decoder.binary(Shapes.BINARY_1K, 0, Shapes.BINARY_1K.length);
    }

    @Benchmark
    public Object encodeText() {
        return codec.event("/", Packet.NO_ACK, "echo", Shapes.TEXT_32);
    }

    @Benchmark
    public Object encodeAck() {
        return codec.ack("/", 12, Shapes.TEXT_32);
    }

    @Benchmark
    public Object encodeBinary() {
        return codec.event("/", Packet.NO_ACK, "bin", (Object) Shapes.BINARY_1K);
    }

    /** Only looks at what arrives. */
    private static final class Counting implements PacketSink {
        private int packets;

        @Override
        public boolean packet(PacketType type, byte[] bytes, int from, int to) {
            packets++;
            return packets != 0;
        }

        @Override
        public boolean binary(byte[] bytes, int from, int to) {
            packets++;
            return packets != 0;
        }
    }
}
