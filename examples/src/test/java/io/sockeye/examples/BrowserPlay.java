package io.sockeye.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** People use a page in headless Chromium: what they do is a script of the folder {@code src/test/browser} of the examples. */
public final class BrowserPlay {
    private final Path script;

    /** @param script its path from the working directory of the test */
    public BrowserPlay(String script) {
        this.script = Path.of(script).toAbsolutePath().normalize();
    }

    /**
     * Plays to the end; fails if the script does.
     *
     * @param url of the page
     * @param pictures the folder for screenshots
     * @param orders what is done when the script says a line, before it goes on
     */
    public void perform(String url, String pictures, Map<String, Runnable> orders) throws Exception {
        Path chromium = chromium();
        demandNodeAndItsPackages();
        ProcessBuilder command = new ProcessBuilder("node", script.toString(), url, pictures);
        command.environment().put("CHROMIUM", chromium.toString());
        Process people = command.redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = people.inputReader(StandardCharsets.UTF_8);
                BufferedWriter answers = people.outputWriter(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (orders.containsKey(line)) {
                    orders.get(line).run();
                    answers.write("done\n");
                    answers.flush();
                }
            }
            assertThat(people.waitFor()).as(String.join("\n", said)).isZero();
            assertThat(said).last().asString().matches("all \\d+ steps passed");
        } finally {
            people.descendants().forEach(ProcessHandle::destroyForcibly);
            people.destroyForcibly();
        }
    }

    private static Path chromium() {
        String wanted = Optional.ofNullable(System.getenv("CHROMIUM")).orElse("chromium");
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder).resolve(wanted)) // an absolute path stays what it is
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> fail("This test drives Chromium, and there is no program " + wanted
                        + ": install it (Debian: apt-get install chromium) or point CHROMIUM at one."));
    }

    private void demandNodeAndItsPackages() throws InterruptedException {
        try {
            new ProcessBuilder("node", "--version").start().waitFor();
        } catch (IOException missing) {
            fail("This test needs Node.js 18 or newer on the PATH (Debian: apt-get install nodejs npm).", missing);
        }
        if (!Files.isDirectory(script.resolveSibling("node_modules/playwright-core"))) {
            fail("This test needs its npm packages: run ./test, or npm ci in " + script.getParent() + ".");
        }
    }
}
