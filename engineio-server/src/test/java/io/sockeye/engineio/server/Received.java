package io.sockeye.engineio.server;

import io.sockeye.engineio.PacketSink;
import io.sockeye.engineio.PacketType;
import io.sockeye.engineio.PayloadDecoder;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What a client has received, over whatever transport: the messages, in order. */
final class Received implements PacketSink {
    final List<String> messages = new ArrayList<>();
    final List<PacketType> control = new ArrayList<>();
    private final boolean v4;

    Received(boolean v4) {
        this.v4 = v4;
    }

    void payload(HostResponse answer) {
        if (answer.status() != 200) {
            throw new AssertionError("status " + answer.status() + " " + EngineFixture.text(answer));
        }
        PayloadDecoder decoder = v4 ? PayloadDecoder.v4() : PayloadDecoder.v3(false);
        boolean binary = "application/octet-stream".equals(answer.headers().first("content-type"));
        var result = binary ? decoder.binary(answer.body(), this) : decoder.text(answer.body(), this);
        if (result.isError()) {
            throw new AssertionError(result.text());
        }
    }

    void frame(MemoryWebSocket.Frame frame) {
        switch (frame) {
            case MemoryWebSocket.Frame.Text text -> {
                byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
                packet(PacketType.ofDigit(bytes[0]), bytes, 1, bytes.length);
            }
            case MemoryWebSocket.Frame.Binary data -> binary(data.bytes(), v4 ? 0 : 1, data.bytes().length);
            case MemoryWebSocket.Frame.Close close -> throw new AssertionError("closed with " + close.code());
        }
    }

    @Override
    public boolean packet(PacketType type, byte[] bytes, int from, int to) {
        if (type == PacketType.MESSAGE) {
            messages.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        } else {
            control.add(type);
        }
        return true;
    }

    @Override
    public boolean binary(byte[] bytes, int from, int to) {
        messages.add(HexFormat.of().formatHex(bytes, from, to));
        return true;
    }
}
