package io.sockeye.netty;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerSocketChannel;
import org.jspecify.annotations.Nullable;

/** How bytes get in and out of the process, see {@link NettyHost#transport}. */
public enum IoTransport {
    /**
     * Linux from 5.9 on, when its native library is on the class path and the system allows it; containers often don't. Less CPU for each message while clients wait for answers, more memory for each loop. Never chosen by
     * itself.
     */
    IO_URING {
        @Override
        IoHandlerFactory handler() {
            return IoUringIoHandler.newFactory(
                    new IoUringIoHandlerConfig().setRingSize(RING_SIZE).setCqSize(COMPLETIONS));
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return IoUringServerSocketChannel.class;
        }

        @Override
        @Nullable
        Throwable unavailability() {
            return IoUring.unavailabilityCause();
        }
    },
    /** Linux, when its native library is on the class path. The default there. */
    EPOLL {
        @Override
        IoHandlerFactory handler() {
            return EpollIoHandler.newFactory();
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return EpollServerSocketChannel.class;
        }

        @Override
        @Nullable
        Throwable unavailability() {
            return Epoll.unavailabilityCause();
        }
    },
    /** Everywhere. */
    NIO {
        @Override
        IoHandlerFactory handler() {
            return NioIoHandler.newFactory();
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return NioServerSocketChannel.class;
        }

        @Override
        @Nullable
        Throwable unavailability() {
            return null;
        }
    };

    /** Requests that go to the kernel at once. */
    private static final int RING_SIZE = 1024;

    /** Answers of the kernel that may wait for the loop: a broadcast to 5,000 clients brings as many at once, and beyond this the kernel keeps them in a slower list. */
    private static final int COMPLETIONS = 16 * 1024;

    abstract IoHandlerFactory handler();

    abstract Class<? extends ServerChannel> serverChannel();

    abstract @Nullable Throwable unavailability();

    /** Why it can't be had here; null when it can. */
    @Nullable
    Throwable whyNot() {
        try {
            return unavailability();
        } catch (LinkageError e) {
            return e; // its classes are not on the class path
        }
    }

    /** Whether it can be used here: the library is there and the system allows it. */
    public boolean isAvailable() {
        return whyNot() == null;
    }

    /** What is used unless somebody chooses. */
    static IoTransport best() {
        return EPOLL.isAvailable() ? EPOLL : NIO;
    }
}
