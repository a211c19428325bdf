package io.sockeye.engineio.server;

import io.sockeye.engineio.server.StaticFiles.Source;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Serves {@link StaticFiles}. */
final class StaticFileResponder {
    private static final Logger LOGGER = System.getLogger(StaticFileResponder.class.getName());

    private final StaticFiles files;
    private final EngineOptions options;

    StaticFileResponder(EngineOptions options) {
        this.files = options.staticFiles();
        this.options = options;
    }

    /** Whether {@link #respond} would do anything but say that there is nothing. */
    boolean has(String target) {
        String path = Query.decodePath(Query.path(target));
        Map.Entry<String, Source> folder = folder(path);
        try {
            return isSlashMissing(path, folder) || find(path, folder) != null;
        } catch (IOException e) {
            return true;
        }
    }

    private boolean isSlashMissing(String path, Map.@Nullable Entry<String, Source> folder) {
        return files.exact(path) == null && folder != null && !path.isEmpty() && path.equals(folder.getKey());
    }

    /** Answers on the executor for hooks. */
    void respond(HostExchange exchange, Headers extra) {
        try {
            String path = Query.decodePath(Query.path(exchange.target()));
            Map.Entry<String, Source> folder = folder(path);
            if (isSlashMissing(path, folder)) {
                Answers.empty(exchange, 301, Headers.of("Location", path + "/").and(extra));
                return;
            }
            FileContent content = find(path, folder);
            if (content == null) {
                Answers.text(exchange, 404, "Not Found");
            } else {
                content.send(exchange, options.compression(), extra);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "a static file can't be read", e);
            Answers.empty(exchange, 500, extra);
        }
    }

    private @Nullable FileContent find(String path, Map.@Nullable Entry<String, Source> folder) throws IOException {
        Source exact = files.exact(path);
        if (exact == null && path.endsWith("/")) {
            exact = files.exact(path + files.index());
        }
        if (exact != null) {
            byte[] bytes = read(exact);
            return bytes == null ? null : FileContent.of(bytes, files.type(name(exact, path)));
        }
        if (folder == null) {
            return null;
        }
        String rest = path.substring(folder.getKey().length() + 1);
        String name = rest.isEmpty() || rest.endsWith("/") ? rest + files.index() : rest;
        byte[] bytes = isHarmless(name) ? readInside(folder.getValue(), name) : null;
        return bytes == null ? null : FileContent.of(bytes, files.type(name));
    }

    /** The longest prefix that fits. */
    private Map.@Nullable Entry<String, Source> folder(String path) {
        Map.Entry<String, Source> longest = null;
        for (Map.Entry<String, Source> entry : files.prefixes().entrySet()) {
            String prefix = entry.getKey();
            boolean fits = path.startsWith(prefix)
                    && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
            if (fits && (longest == null || prefix.length() > longest.getKey().length())) {
                longest = entry;
            }
        }
        return longest;
    }

    /** The name by whose ending the type is told: that of the URL unless it has none. */
    private static String name(Source source, String url) {
        if (url.lastIndexOf('.') > url.lastIndexOf('/')) {
            return url;
        }
        return switch (source) {
            case Source.InFileSystem file -> file.path().toString();
            case Source.InClassPath resource -> resource.name();
        };
    }

    /** Attack: names that lead out of the directory, or to what isn't meant to be seen. */
    private static boolean isHarmless(String name) {
        int from = 0;
        while (from <= name.length()) {
            int slash = name.indexOf('/', from);
            int to = slash < 0 ? name.length() : slash;
            if (from == to || name.charAt(from) == '.') {
                return false;
            }
            from = to + 1;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c == '\\' || c == ':' || c == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static byte @Nullable [] read(Source source) throws IOException {
        return switch (source) {
            case Source.InFileSystem file -> Files.isRegularFile(file.path()) ? Files.readAllBytes(file.path()) : null;
            case Source.InClassPath resource -> read(resource.anchor().getResource(resource.name()));
        };
    }

    private static byte @Nullable [] readInside(Source folder, String name) throws IOException {
        return switch (folder) {
            case Source.InFileSystem directory -> readInside(directory.path(), name);
            case Source.InClassPath resource -> read(resource.anchor().getResource(resource.name() + "/" + name));
        };
    }

    private static byte @Nullable [] readInside(Path directory, String name) throws IOException {
        Path root;
        Path file;
        try {
            root = directory.toRealPath();
            file = root.resolve(name).toRealPath();
        } catch (IOException | InvalidPathException e) {
            return null;
        }
        return file.startsWith(root) && Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }

    private static byte @Nullable [] read(@Nullable URL url) throws IOException {
        if (url == null) {
            return null;
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        if (isDirectory(url, connection)) {
            return null;
        }
        try (InputStream stream = connection.getInputStream()) {
            return stream.readAllBytes();
        }
    }

    /** A folder of resources opens as a listing or as nothing at all. */
    private static boolean isDirectory(URL url, URLConnection connection) throws IOException {
        if (connection instanceof JarURLConnection jar) {
            return jar.getJarEntry().isDirectory();
        }
        return url.getProtocol().equals("file") && Files.isDirectory(Path.of(Query.decodePath(url.getPath())));
    }
}
