package io.sockeye.dispatch.run;

import io.sockeye.socketio.MalformedJsonException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A socket that remembers what was done to it; its mailbox runs at once on the posting thread. */
final class TestSocket implements SocketContext {
    final List<String> acknowledged = new CopyOnWriteArrayList<>();
    final List<MalformedJsonException> malformed = new ArrayList<>();
    private final Mailbox mailbox = new Mailbox(Runnable::run, false);
    private final AckRegistry acks = new AckRegistry();
    private final InboundBudget budget =
            new InboundBudget(new InboundBudget.Limits(10, 1000, 20, 2000), readable -> {});

    @Override
    public String sid() {
        return "s1";
    }

    @Override
    public String namespace() {
        return "/";
    }

    @Override
    public Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public AckRegistry acks() {
        return acks;
    }

    @Override
    public InboundBudget budget() {
        return budget;
    }

    @Override
    public void sendAck(long ackId, @Nullable Object[] arguments) {
        acknowledged.add(ackId + Arrays.toString(arguments));
    }

    @Override
    public void malformed(MalformedJsonException cause) {
        malformed.add(cause);
    }
}
