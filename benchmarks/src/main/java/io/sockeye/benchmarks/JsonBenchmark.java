package io.sockeye.benchmarks;

import io.sockeye.engineio.ByteSink;
import io.sockeye.jackson.JacksonJsonCodec;
import io.sockeye.jackson2.Jackson2JsonCodec;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.JsonCodec.ArgumentsReader;
import io.sockeye.socketio.RawJson;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Arguments of events from JSON and to JSON, by Jackson 3; with {@code -p jackson=2} by Jackson 2. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class JsonBenchmark {
    /** Which Jackson. */
    @Param("3")
    public int jackson = 3;

    private JsonCodec codec = JacksonJsonCodec.create();
    private ArgumentsReader any = readerOf(Object.class);
    private ArgumentsReader bytes = readerOf(byte[].class);
    private ArgumentsReader message = readerOf(Shapes.Message.class);

    private final RawJson text32 = Shapes.echoOf(Shapes.TEXT_32);
    private final RawJson text1k = Shapes.echoOf(Shapes.TEXT_1K);
    private final RawJson text16k = Shapes.echoOf(Shapes.TEXT_16K);
    private final RawJson object = Shapes.echoOfObject();
    private final RawJson binary = Shapes.echoOfBinary();

    private final Map<String, Object> objectValue = Shapes.object();
    private final Shapes.Message messageValue = Shapes.message();
    private final ByteSink sink = new ByteSink(32 * 1024);

    /** Takes the codec that is wanted. */
    @Setup
    public void takeCodec() {
        codec = jackson == 2 ? Jackson2JsonCodec.create() : JacksonJsonCodec.create();
        any = readerOf(Object.class);
        bytes = readerOf(byte[].class);
        message = readerOf(Shapes.Message.class);
    }

    private ArgumentsReader readerOf(Type type) {
        return codec.reader(List.of(type), false);
    }

    @Benchmark
    public Object readText32() {
        return any.read(text32, 1);
    }

    @Benchmark
    public Object readText1k() {
        return any.read(text1k, 1);
    }

    @Benchmark
    public Object readText16k() {
        return any.read(text16k, 1);
    }

    @Benchmark
    public Object readObject() {
        return any.read(object, 1);
    }

    @Benchmark
    public Object readRecord() {
        return message.read(object, 1);
    }

    @Benchmark
    public Object readBinary() {
        return bytes.read(binary, 1);
    }

    @Benchmark
    public Object validateObject() {
        codec.validate(object);
        return object;
    }

    @Benchmark
    public Object writeText32() {
        return write(Shapes.TEXT_32);
    }

    @Benchmark
    public Object writeText1k() {
        return write(Shapes.TEXT_1K);
    }

    @Benchmark
    public Object writeText16k() {
        return write(Shapes.TEXT_16K);
    }

    @Benchmark
    public Object writeObject() {
        return write(objectValue);
    }

    @Benchmark
    public Object writeRecord() {
        return write(messageValue);
    }

    @Benchmark
    public Object writeBinary() {
        return write(Shapes.BINARY_1K);
    }

    private Object write(@Nullable Object value) {
        sink.clear();
        codec.writeArray(sink, "echo", new @Nullable Object[] {value}, new ArrayList<>(1));
        return sink;
    }
}
