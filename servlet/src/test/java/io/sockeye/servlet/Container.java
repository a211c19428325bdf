package io.sockeye.servlet;

import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A servlet container for one web application of the test's own. */
public interface Container {
    /**
     * Starts it.
     *
     * @param port 0 lets the system choose
     * @param contextPath empty, or beginning with a slash
     * @param application registers what is in the application
     */
    Running start(int port, String contextPath, ServletContainerInitializer application) throws IOException;

    /** One that runs. */
    interface Running extends AutoCloseable {
        InetSocketAddress address();

        /** How many threads serve requests. */
        int threads();

        /** May be repeated. */
        @Override
        void close();
    }
}
