package io.sockeye.interop.wire;

import com.sun.management.UnixOperatingSystemMXBean;
import io.sockeye.server.ServerStats;
import java.lang.management.ManagementFactory;

/**
 * What this process holds at a moment.
 *
 * @param heapBytes after garbage collection
 * @param files open files, TCP connections included
 * @param threads platform threads
 */
public record Footprint(long heapBytes, long files, int threads) {
    private static final int COLLECTIONS = 3;

    /** Collects garbage and looks. */
    public static Footprint now() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        return new Footprint(heap, openFiles(), threads);
    }

    /** How many files are open, TCP connections included. */
    public static long openFiles() {
        return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getOpenFileDescriptorCount();
    }

    /** Whether a server holds nothing at all. */
    public static boolean isEmpty(ServerStats stats) {
        return stats.sockets() == 0
                && stats.connected() == 0
                && stats.rooms() == 0
                && stats.pendingAcks() == 0
                && stats.engine().sessions() == 0
                && stats.engine().pollingSessions() == 0
                && stats.engine().parkedPolls() == 0
                && stats.engine().pendingPosts() == 0
                && stats.engine().upgradeAttempts() == 0
                && stats.engine().queuedBytes() == 0
                && stats.engine().pausedSessions() == 0;
    }
}
