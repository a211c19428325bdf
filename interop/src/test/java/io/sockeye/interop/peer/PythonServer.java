package io.sockeye.interop.peer;

import java.io.IOException;
import java.util.Objects;

/** The server of {@code interop/python}, run by Debian's Python, or by the one that the variable {@code PYTHON} names. */
public final class PythonServer extends ServerProcess {
    private static final String PYTHON = Objects.requireNonNullElse(System.getenv("PYTHON"), "/usr/bin/python3");

    private PythonServer(Process process) {
        super(process);
    }

    /** A server with options of {@code socketio.AsyncServer}, as JSON. */
    public static PythonServer socketIo(String options) {
        try {
            return new PythonServer(new ProcessBuilder(PYTHON, "python/server.py", options)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new AssertionError(
                    "the tests of the clients need Python with socketio and aiohttp (Debian: apt-get install python3-socketio python3-aiohttp)",
                    e);
        }
    }
}
