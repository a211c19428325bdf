package io.sockeye.server;

import io.sockeye.adapter.AckCollector;
import io.sockeye.adapter.BroadcastOptions;
import io.sockeye.adapter.OutboundEvent;
import io.sockeye.adapter.PendingBroadcast;
import io.sockeye.engineio.BriefLock;
import io.sockeye.engineio.Scheduler;
import io.sockeye.socketio.RawJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast that waits for its acknowledgements: until all servers have said how many clients they asked and all of these were heard of, or until the time
 * is over.
 */
final class BroadcastCall implements AckCollector {
    private final BroadcastOutcome outcome;
    private final BriefLock lock = new BriefLock();
    private final List<RawJson> answers = new ArrayList<>();
    private int serversAwaited;
    private int asked;
    private int lost;
    private boolean done;
    private Scheduler.@Nullable Task timer;

    private BroadcastCall(BroadcastOutcome outcome, int servers) {
        this.outcome = outcome;
        this.serversAwaited = servers;
    }

    static void start(
            DefaultNamespace namespace, OutboundEvent event, BroadcastOptions options, BroadcastOutcome outcome) {
        BroadcastCall call = new BroadcastCall(outcome, namespace.adapter().serverCount());
        PendingBroadcast pending = namespace.adapter().broadcastWithAck(event, options, call);
        call.limit(namespace.services().scheduler(), options, pending);
    }

    private void limit(Scheduler scheduler, BroadcastOptions options, PendingBroadcast pending) {
        lock.lock();
        try {
            if (!done) {
                timer = scheduler.schedule(options.timeout().toNanos(), () -> {
                    pending.cancel();
                    finish(true);
                });
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void delivered(int clients) {
        lock.lock();
        try {
            serversAwaited--;
            asked += clients;
        } finally {
            lock.unlock();
        }
        finish(false);
    }

    @Override
    public void answered(RawJson arguments) {
        lock.lock();
        try {
            if (done) {
                return;
            }
            answers.add(arguments);
        } finally {
            lock.unlock();
        }
        outcome.answered(arguments);
        finish(false);
    }

    @Override
    public void lost() {
        lock.lock();
        try {
            lost++;
        } finally {
            lock.unlock();
        }
        finish(false);
    }

    private void finish(boolean late) {
        int missing;
        lock.lock();
        try {
            missing = Math.max(0, asked - answers.size());
            if (done || !late && (serversAwaited > 0 || missing > lost)) {
                return;
            }
            done = true;
            if (timer != null) {
                timer.cancel();
            }
        } finally {
            lock.unlock();
        }
        outcome.finished(List.copyOf(answers), missing, late);
    }
}
