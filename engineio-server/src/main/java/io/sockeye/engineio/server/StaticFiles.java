package io.sockeye.engineio.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that a standalone server gives out besides its endpoint: single URLs, and whole directories by the prefix of their URLs. Meant for examples and small
 * applications. Immutable.
 *
 * <p>A URL of its own comes first, then the longest prefix. Nothing outside of a directory is ever served: {@code ..} in whatever spelling, hidden files
 * and symbolic links that lead out are answered with 404.
 */
public final class StaticFiles {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("htm", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json; charset=utf-8"),
            Map.entry("map", "application/json; charset=utf-8"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("wasm", "application/wasm"));
    private static final StaticFiles NONE = builder().build();

    private final Map<String, Source> exact;
    private final Map<String, Source> prefixes;
    private final String index;
    private final Map<String, String> types;

    private StaticFiles(Builder builder) {
        exact = Map.copyOf(builder.exact);
        prefixes = Map.copyOf(builder.prefixes);
        index = builder.index;
        Map<String, String> all = new HashMap<>(TYPES);
        all.putAll(builder.types);
        types = Map.copyOf(all);
    }

    /** No files; the default. */
    public static StaticFiles none() {
        return NONE;
    }

    /** Starts with nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether there is nothing to serve. */
    public boolean isEmpty() {
        return exact.isEmpty() && prefixes.isEmpty();
    }

    @Nullable
    Source exact(String path) {
        return exact.get(path);
    }

    Map<String, Source> prefixes() {
        return prefixes;
    }

    String index() {
        return index;
    }

    /** The content type by the ending of a name. */
    String type(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return types.getOrDefault(ending, "application/octet-stream");
    }

    /** Where content comes from. */
    sealed interface Source {
        /** A file, or a directory of files. */
        record InFileSystem(Path path) implements Source {}

        /** A resource of the class path, or a folder of them: a name for {@link Class#getResourceAsStream} without trailing slash. */
        record InClassPath(Class<?> anchor, String name) implements Source {}
    }

    /** Collects {@link StaticFiles}. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Source> exact = new HashMap<>();
        private final Map<String, Source> prefixes = new HashMap<>();
        private final Map<String, String> types = new HashMap<>();
        private String index = "index.html";

        private Builder() {}

        /**
         * One file.
         *
         * @param url the exact path of the URL, {@code /favicon.ico}
         * @param file read for each request
         */
        public Builder file(String url, Path file) {
            exact.put(checked(url), new Source.InFileSystem(file));
            return this;
        }

        /**
         * One resource of the class path.
         *
         * @param url the exact path of the URL
         * @param anchor the class that finds the resource
         * @param name a name for {@link Class#getResourceAsStream}
         */
        public Builder resource(String url, Class<?> anchor, String name) {
            exact.put(checked(url), new Source.InClassPath(anchor, name));
            return this;
        }

        /**
         * All files of a directory.
         *
         * @param prefix what the path of the URL starts with, {@code /static}
         * @param directory the rest of the URL is looked for in it
         */
        public Builder directory(String prefix, Path directory) {
            prefixes.put(withoutSlash(checked(prefix)), new Source.InFileSystem(directory));
            return this;
        }

        /**
         * All resources of a folder of the class path.
         *
         * @param prefix what the path of the URL starts with, {@code /}
         * @param anchor the class that finds the resources
         * @param folder a name for {@link Class#getResourceAsStream}, {@code web}
         */
        public Builder resources(String prefix, Class<?> anchor, String folder) {
            prefixes.put(withoutSlash(checked(prefix)), new Source.InClassPath(anchor, withoutSlash(folder)));
            return this;
        }

        /** The file that stands for a URL that ends with a slash; default {@code index.html}. */
        public Builder index(String name) {
            this.index = name;
            return this;
        }

        /** The content type of an ending, {@code contentType("md", "text/markdown")}; the usual ones are known, others are {@code application/octet-stream}. */
        public Builder contentType(String ending, String type) {
            types.put(ending.toLowerCase(Locale.ROOT), HeaderText.checked("content type", type));
            return this;
        }

        private static String checked(String url) {
            if (!url.startsWith("/")) {
                throw new IllegalArgumentException("static files: the URL '" + url + "' must start with a slash");
            }
            return url;
        }

        private static String withoutSlash(String text) {
            return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        }

        /** The finished options. */
        public StaticFiles build() {
            return new StaticFiles(this);
        }
    }
}
