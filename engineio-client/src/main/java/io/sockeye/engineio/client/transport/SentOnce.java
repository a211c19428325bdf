package io.sockeye.engineio.client.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * No body, for a request that must not be sent twice.
 *
 * <p>{@code java.net.http} sends a GET again by itself when the connection breaks before an answer came, and has no switch for it. A poll may not be: the answer that got lost on the
 * way had messages in it, and nobody would notice that they are missing. It asks for the length each time that it writes the head.
 */
final class SentOnce implements HttpRequest.BodyPublisher {
    private final AtomicBoolean sent = new AtomicBoolean();

    @Override
    public long contentLength() {
        if (sent.getAndSet(true)) {
            throw new UncheckedIOException(new IOException("the connection broke before an answer came"));
        }
        return 0;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        HttpRequest.BodyPublishers.noBody().subscribe(subscriber);
    }
}
