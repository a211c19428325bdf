package io.sockeye.server;

import io.sockeye.engineio.server.ClientFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the JavaScript client that were packed into this module when it was built. */
final class ClientResources implements ClientFiles {
    private static final String FOLDER = "client/";
    private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]+)\"");

    private final String version;

    private ClientResources(String version) {
        this.version = version;
    }

    /** Null when this module was built without them. */
    static @Nullable ClientFiles find() {
        try (InputStream description = ClientResources.class.getResourceAsStream(FOLDER + "package.json")) {
            if (description == null) {
                return null;
            }
            Matcher version = VERSION.matcher(new String(description.readAllBytes(), StandardCharsets.UTF_8));
            return version.find() ? new ClientResources(version.group(1)) : null;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public @Nullable InputStream open(String name) {
        return ClientResources.class.getResourceAsStream(FOLDER + name);
    }
}
