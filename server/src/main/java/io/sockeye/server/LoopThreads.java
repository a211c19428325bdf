package io.sockeye.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Makes virtual threads with a scheduler of our own, which the JDK can do and offers to nobody; so this knows where it keeps it. */
final class LoopThreads {
    private static final Logger LOG = System.getLogger("io.sockeye.server");

    /** Before it a virtual thread that waits for a monitor, or in one, keeps its carrier. */
    private static final int FIRST_JDK = 24;

    private static final String NAME = "sockeye-handler";

    private final MethodHandle newBuilder;
    private final Executor jdk;
    private final AtomicBoolean complained = new AtomicBoolean();

    private LoopThreads(MethodHandle newBuilder, Executor jdk) {
        this.newBuilder = newBuilder;
        this.jdk = jdk;
    }

    /** Null when they can't be had, for which one line in the log gives the reason. */
    static @Nullable LoopThreads find() {
        return find(Runtime.version().feature());
    }

    static @Nullable LoopThreads find(int jdk) {
        if (jdk < FIRST_JDK) {
            complain("JDK " + FIRST_JDK + " or newer is needed and this is " + jdk);
            return null;
        }
        if (!Object.class.getModule().isOpen("java.lang", LoopThreads.class.getModule())) {
            Module module = LoopThreads.class.getModule();
            String target = module.isNamed() ? module.getName() : "ALL-UNNAMED";
            complain("java.lang is closed, start java with --add-opens java.base/java.lang=" + target);
            return null;
        }
        try {
            return new LoopThreads(builderConstructor(), defaultScheduler());
        } catch (ReflectiveOperationException | ClassCastException e) {
            complain("this JDK keeps its virtual threads elsewhere: " + e);
            return null;
        }
    }

    private static MethodHandle builderConstructor() throws ReflectiveOperationException {
        Class<?> builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
        return MethodHandles.privateLookupIn(builder, MethodHandles.lookup())
                .findConstructor(builder, MethodType.methodType(void.class, Executor.class))
                .asType(MethodType.methodType(Thread.Builder.OfVirtual.class, Executor.class));
    }

    private static Executor defaultScheduler() throws ReflectiveOperationException {
        Class<?> thread = Class.forName("java.lang.VirtualThread");
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(thread, MethodHandles.lookup());
        try {
            MethodType type = MethodType.methodType(Executor.class);
            return (Executor)
                    lookup.findStatic(thread, "defaultScheduler", type).invoke();
        } catch (ReflectiveOperationException e) {
            throw e;
        } catch (Throwable e) {
            throw new ReflectiveOperationException(e);
        }
    }

    private static void complain(String why) {
        LOG.log(Level.WARNING, "handlerScheduler(LOOP) can't be had, handlers run on the scheduler of the JDK: " + why);
    }

    /** A connection that is on no loop has asked for one. */
    void noLoop() {
        if (complained.compareAndSet(false, true)) {
            complain("the host has no event loops that carry virtual threads");
        }
    }

    /** What carries virtual threads that nobody else does; runs the pieces that it is given on carriers of the JDK. */
    Executor jdk() {
        return jdk;
    }

    Thread unstarted(Executor scheduler, Runnable task) {
        try {
            Thread.Builder.OfVirtual builder = (Thread.Builder.OfVirtual) newBuilder.invokeExact(scheduler);
            return builder.name(NAME).unstarted(task);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
