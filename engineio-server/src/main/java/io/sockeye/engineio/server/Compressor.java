package io.sockeye.engineio.server;

import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The content codings of HTTP that are spoken here, and which of them a client wants. */
enum Compressor {
    GZIP("gzip") {
        @Override
        OutputStream stream(OutputStream target) throws IOException {
            return new GZIPOutputStream(target);
        }
    },
    DEFLATE("deflate") {
        @Override
        OutputStream stream(OutputStream target) {
            return new DeflaterOutputStream(target);
        }
    };

    private final Headers coding;
    private final String coded;

    Compressor(String name) {
        this.coded = name;
        this.coding = Headers.of("Content-Encoding", name);
    }

    abstract OutputStream stream(OutputStream target) throws IOException;

    /** The answer with its body compressed. */
    HostResponse compress(int status, Headers headers, byte[] body) {
        return new HostResponse(status, headers.and(coding), compress(body));
    }

    byte[] compress(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(Math.max(64, body.length / 2));
        try (OutputStream stream = stream(compressed)) {
            stream.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("an array can't fail", e);
        }
        return compressed.toByteArray();
    }

    /** What {@code Accept-Encoding} likes best, the first of equals; null for no compression. */
    static @Nullable Compressor accepted(Headers request) {
        String header = request.first("accept-encoding");
        if (header == null) {
            return null;
        }
        Compressor best = null;
        double bestQuality = 0;
        int from = 0;
        while (from < header.length()) {
            int comma = header.indexOf(',', from);
            int to = comma < 0 ? header.length() : comma;
            String element = header.substring(from, to);
            int semicolon = element.indexOf(';');
            Compressor candidate = of((semicolon < 0 ? element : element.substring(0, semicolon)).strip());
            double quality = candidate == null ? 0 : quality(semicolon < 0 ? "" : element.substring(semicolon));
            if (quality > bestQuality) {
                best = candidate;
                bestQuality = quality;
            }
            from = to + 1;
        }
        return best;
    }

    private static @Nullable Compressor of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip", "*" -> GZIP;
            case "deflate" -> DEFLATE;
            default -> null;
        };
    }

    /** {@code ;q=0.5}; 1 when it isn't given, 0 when it isn't a number. */
    private static double quality(String parameters) {
        int q = parameters.indexOf("q=");
        if (q < 0) {
            return 1;
        }
        try {
            return Double.parseDouble(parameters.substring(q + 2).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return coded;
    }
}
