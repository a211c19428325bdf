package io.sockeye.engineio.server;

import io.sockeye.engineio.ByteSink;
import io.sockeye.engineio.Jsonp;
import io.sockeye.engineio.PayloadEncoder;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange;
import io.sockeye.engineio.server.host.HostResponse;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a poll.
 *
 * @param payload what it says
 * @param jsonp the parameter {@code j} of the handshake, null for an ordinary poll
 * @param compression whether it may be compressed
 */
record PollAnswer(PayloadEncoder payload, @Nullable String jsonp, CompressionOptions compression) {
    /** Above it compressing takes longer than a loop should be kept from its other connections. */
    private static final int LARGE = 32 * 1024;

    private static final Headers TEXT =
            Headers.of("Content-Type", "text/plain; charset=UTF-8", "Cache-Control", "no-store");
    private static final Headers BINARY =
            Headers.of("Content-Type", "application/octet-stream", "Cache-Control", "no-store");
    private static final Headers SCRIPT =
            Headers.of("Content-Type", "text/javascript; charset=UTF-8", "Cache-Control", "no-store");

    void send(PollRequest poll, Executor helpers, HostExchange.WriteListener written) {
        byte[] body = body();
        Headers headers = Answers.headers(poll, jsonp != null ? SCRIPT : payload.binary() ? BINARY : TEXT);
        boolean compress = compression.enabled() && body.length >= compression.thresholdBytes();
        Compressor compressor = compress ? Compressor.accepted(poll.exchange().headers()) : null;
        if (compressor == null) {
            poll.exchange().respond(new HostResponse(200, headers, body), written);
        } else if (body.length < LARGE) {
            poll.exchange().respond(compressor.compress(200, headers, body), written);
        } else {
            helpers.execute(() -> poll.exchange().respond(compressor.compress(200, headers, body), written));
        }
    }

    private byte[] body() {
        ByteSink sink = new ByteSink(payload.sizeBound());
        payload.encode(sink);
        byte[] bytes = sink.toByteArray();
        return jsonp == null ? bytes : Jsonp.wrap(jsonp, bytes);
    }
}
