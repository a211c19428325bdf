package io.sockeye.server;

import io.sockeye.dispatch.ErrorListener;
import io.sockeye.dispatch.run.AckRequests;
import io.sockeye.dispatch.run.EventDispatcher;
import io.sockeye.dispatch.run.Mailbox;
import io.sockeye.engineio.Scheduler;
import io.sockeye.engineio.server.EngineOptions;
import io.sockeye.engineio.server.EngineSession;
import io.sockeye.socketio.DecoderLimits;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.PacketCodec;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What all connections of a started server share. */
record Services(
        DefaultServer server,
        Settings settings,
        Scheduler scheduler,
        ErrorListener errors,
        EventDispatcher<Socket> dispatcher,
        AckRequests ackRequests,
        @Nullable LoopThreads loopThreads,
        HandlerStarts starts,
        DecoderLimits decoderLimits,
        long outboundBudget) {
    private static final int MAX_NESTING = 512;

    static Services create(
            DefaultServer server, Settings settings, EngineOptions options, Scheduler scheduler, ErrorListener errors) {
        JsonCodec json = settings.codec().values();
        int attachments = settings.connections().maxAttachments();
        long maxPacketBytes = (attachments + 1L) * options.transport().maxPayload();
        HandlerOptions handlers = settings.handlers();
        return new Services(
                server,
                settings,
                scheduler,
                errors,
                new EventDispatcher<>(json, errors),
                new AckRequests(json, scheduler, handlers.executor(), errors),
                handlers.scheduler() == HandlerScheduler.LOOP ? LoopThreads.find() : null,
                new HandlerStarts(handlers.executor()),
                new DecoderLimits(attachments, maxPacketBytes, MAX_NESTING),
                options.budget().outboundBytes());
    }

    /** Where the handlers of a connection run. */
    Executor handlers(EngineSession session) {
        return loopThreads == null ? settings.handlers().executor() : new LoopHandlers(loopThreads, session);
    }

    /** Starts a mailbox of a connection, which carries it by {@link #handlers}. */
    void start(Mailbox mailbox, EngineSession session) {
        if (loopThreads != null || settings.handlers().hasOwnExecutor()) {
            mailbox.start();
        } else {
            starts.start(mailbox, session.loop());
        }
    }

    PacketCodec codec() {
        return settings.codec();
    }

    JsonCodec json() {
        return settings.codec().values();
    }
}
