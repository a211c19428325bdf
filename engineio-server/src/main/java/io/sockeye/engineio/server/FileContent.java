package io.sockeye.engineio.server;

import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange;
import io.sockeye.engineio.server.host.HostResponse;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a file answers with.
 *
 * @param bytes the content
 * @param type its {@code Content-Type}
 * @param etag with its quotes
 */
record FileContent(byte[] bytes, String type, String etag) {
    private static final byte[] NOTHING = {};

    /** With a tag that is made of the content. */
    static FileContent of(byte[] bytes, String type) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return new FileContent(
                bytes, type, "\"" + Integer.toHexString(bytes.length) + "-" + Long.toHexString(sum.getValue()) + "\"");
    }

    /** Answers a GET or HEAD: 200, or 304 when the client has it already. */
    void send(HostExchange exchange, CompressionOptions compression, Headers extra) {
        Headers headers =
                Headers.of("Cache-Control", "public, max-age=0", "ETag", etag).and(extra);
        if (matches(exchange.headers().first("if-none-match"))) {
            exchange.respond(new HostResponse(304, headers, NOTHING), HostExchange.WriteListener.NONE);
            return;
        }
        headers = headers.and(Headers.of("Content-Type", type, "X-Content-Type-Options", "nosniff"));
        boolean compress = compression.enabled() && bytes.length >= compression.thresholdBytes() && isCompressible();
        if (compress) {
            headers = headers.and(Headers.of("Vary", "Accept-Encoding"));
        }
        Compressor compressor = compress ? Compressor.accepted(exchange.headers()) : null;
        HostResponse answer = compressor == null
                ? new HostResponse(200, headers, bytes.clone())
                : compressor.compress(200, headers, bytes);
        exchange.respond(answer, HostExchange.WriteListener.NONE);
    }

    private boolean isCompressible() {
        return type.startsWith("text/")
                || type.contains("javascript")
                || type.contains("json")
                || type.contains("xml")
                || type.contains("wasm");
    }

    /** Tags are compared weakly, as RFC 9110 §13.1.2 asks for. */
    private boolean matches(@Nullable String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        if (ifNoneMatch.strip().equals("*")) {
            return true;
        }
        int at = ifNoneMatch.indexOf(etag);
        return at >= 0;
    }
}
