package io.sockeye.client;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Engine.IO connections that a test plays the server of. */
final class FakeEngine implements Link.Factory {
    private final BlockingQueue<FakeLink> opened = new LinkedBlockingQueue<>();

    /** Thrown by the next attempt to open. */
    volatile RuntimeException failure;

    @Override
    public Link open(Link.Request request, Link.Listener listener) {
        RuntimeException now = failure;
        if (now != null) {
            failure = null;
            throw now;
        }
        FakeLink link = new FakeLink(request, listener);
        opened.add(link);
        return link;
    }

    /** The next link that the client asks for; not open yet. */
    FakeLink next() {
        try {
            FakeLink link = opened.poll(30, TimeUnit.SECONDS);
            if (link == null) {
                throw new AssertionError("the client opened no connection");
            }
            return link;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the client has asked for no other link. */
    boolean isUnused() {
        return opened.isEmpty();
    }
}
