package io.sockeye.interop.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server of somebody else in a process of its own, which ends with this one. */
public abstract sealed class ServerProcess implements Server permits NodeServer, PythonServer {
    private final Process process;
    private final PrintStream commands;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final int port;

    ServerProcess(Process process) {
        this.process = process;
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread.ofVirtual().start(this::read);
        this.port = Integer.parseInt(expect("port ").substring("port ".length()));
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(output::add);
        } catch (IOException e) {
            output.add(e.toString());
        }
    }

    private String expect(String begin) {
        try {
            StringBuilder heard = new StringBuilder();
            String line = output.poll(60, TimeUnit.SECONDS);
            while (line != null && !line.startsWith(begin)) {
                heard.append(line).append('\n');
                line = output.poll(60, TimeUnit.SECONDS);
            }
            if (line == null) {
                throw new AssertionError("the server didn't say \"" + begin + "\" but:\n" + heard);
            }
            return line;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void command(String line) {
        commands.println(line);
        expect("ok");
    }

    @Override
    public void stop() {
        commands.println("stop");
        expect("stopped");
    }

    @Override
    public void start() {
        commands.println("start");
        expect("port ");
    }

    @Override
    public void close() {
        commands.close();
        process.destroy();
    }
}
