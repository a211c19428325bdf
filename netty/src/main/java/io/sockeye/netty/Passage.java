package io.sockeye.netty;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.function.Predicate;

/** Tells the requests of somebody else in the pipeline from our own. Event loop only. */
final class Passage {
    private final Predicate<String> mine;
    private final boolean broken;
    private boolean passing;

    /**
     * Between two requests.
     *
     * @param mine which targets are our own
     * @param broken whether what can't be decoded is somebody else's business
     */
    Passage(Predicate<String> mine, boolean broken) {
        this.mine = mine;
        this.broken = broken;
    }

    /** Whether a message belongs to a request that somebody else answers. Each is asked about once, in order. */
    boolean passes(Object msg) {
        if (msg instanceof HttpRequest request) {
            passing = request.decoderResult().isFailure() ? broken : !mine.test(request.uri());
        }
        boolean pass = passing;
        if (msg instanceof LastHttpContent) {
            passing = false;
        }
        return pass;
    }
}
