package io.sockeye.engineio.client.transport;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a limit: one that announces more is not read at all, one that goes on beyond it is cut off. */
final class LimitedBody implements BodySubscriber<byte[]> {
    private final int limit;
    private final boolean tooLarge;
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final List<ByteBuffer> parts = new ArrayList<>();
    private Flow.@Nullable Subscription subscription;
    private int size;

    private LimitedBody(int limit, boolean tooLarge) {
        this.limit = limit;
        this.tooLarge = tooLarge;
    }

    static LimitedBody of(ResponseInfo answer, int limit) {
        long announced;
        try {
            announced = answer.headers().firstValueAsLong("content-length").orElse(0);
        } catch (NumberFormatException e) {
            announced = Long.MAX_VALUE;
        }
        return new LimitedBody(limit, announced > limit);
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription = source;
        if (tooLarge) {
            refuse(source);
        } else {
            source.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (buffer.remaining() > limit - size && subscription != null) {
                refuse(subscription);
                return;
            }
            size += buffer.remaining();
            parts.add(buffer);
        }
    }

    private void refuse(Flow.Subscription source) {
        parts.clear();
        source.cancel();
        result.completeExceptionally(new TransportException("an answer of more than " + limit + " bytes", null));
    }

    @Override
    public void onError(Throwable failure) {
        parts.clear();
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        byte[] body = new byte[size];
        int at = 0;
        for (ByteBuffer part : parts) {
            int length = part.remaining();
            part.get(body, at, length);
            at += length;
        }
        result.complete(body);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }
}
