package io.sockeye.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostResponse;
import org.jspecify.annotations.Nullable;

/** The part of a pipeline in front of an {@link HttpConnection} that turns bytes into requests and answers into bytes. Event loop only. */
sealed interface HttpCodec permits OwnHttpCodec, ForeignHttpCodec {
    /** Nothing more is handed on from now on; what arrives waits, and when it is much the connection isn't read. */
    void pause();

    /** Goes on. */
    void resume();

    /** Whether part of a request head has arrived. */
    boolean isInHead();

    /** Whether the connection belongs to this host alone, which then ends idle ones. */
    boolean ownsConnection();

    /** Writes an answer; nothing is flushed. */
    void write(ChannelHandlerContext ctx, Answer answer, ChannelPromise written);

    /** Writes and flushes 100 Continue. */
    void writeContinue(ChannelHandlerContext ctx);

    /** Answers 101. Either writes it, or returns it so that more can be put behind it. */
    @Nullable
    ByteBuf switchProtocols(ChannelHandlerContext ctx, Headers headers);

    /** Takes everything that speaks HTTP out of the pipeline; bytes that had arrived are passed on. */
    void leave();

    /**
     * An answer and how it is to be sent.
     *
     * @param response status, headers, body
     * @param head whether the request was HEAD
     * @param http10 whether the request was HTTP/1.0
     * @param keepAlive whether another request may follow
     */
    record Answer(HostResponse response, boolean head, boolean http10, boolean keepAlive) {
        private static final byte[] NO_BODY = {};
        private static final int NOT_MODIFIED = 304;

        /** The answer to what isn't a request. */
        static Answer refusal(int status) {
            return new Answer(new HostResponse(status, Headers.EMPTY, NO_BODY), false, false, false);
        }

        boolean hasLength() {
            return response.status() != NOT_MODIFIED;
        }

        byte[] sentBody() {
            return head || !hasLength() ? NO_BODY : response.body();
        }

        /** What the Connection header has to say and doesn't say already; null for nothing. */
        @Nullable
        String connection() {
            if (keepAlive) {
                return http10 ? "keep-alive" : null;
            }
            return response.headers().first("Connection") == null ? "close" : null;
        }
    }
}
