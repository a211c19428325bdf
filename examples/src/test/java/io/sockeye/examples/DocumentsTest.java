package io.sockeye.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsTest {
    private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Contract))\\.(\\w+)`");
    private static final String ANNOTATION_OF_A_TEST =
            "@(?:Parameterized|Repeated)?Test\\b(?:(?!\\bvoid\\b)[\\s\\S])*+";
    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");

    @ParameterizedTest
    @CsvSource({
        "getting-started.md, GettingStarted",
        "client.md, ClientDocuments",
        "from-python.md, ClientDocuments",
        "from-netty-socketio.md, FromNettySocketIo",
        "metrics.md, MetricsDocument",
    })
    void everySnippetOfTheDocumentIsInTheSourceThatIsCompiled(String document, String source) throws IOException {
        assertSnippets(document, Files.readString(Path.of("src/test/java/io/sockeye/examples/" + source + ".java")));
    }

    @Test
    void everySnippetOfTheRecipesIsInTheirSources() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (Path file : javaFiles(Path.of("../recipes"))) {
            sources.append(Files.readString(file));
        }
        assertSnippets("recipes.md", sources.toString());
    }

    private static void assertSnippets(String document, String source) throws IOException {
        String compiled = withoutIndent(source);
        List<String> snippets = JAVA.matcher(Files.readString(Path.of("../docs/" + document)))
                .results()
                .map(snippet -> withoutIndent(snippet.group(1)))
                .toList();
        assertThat(snippets).isNotEmpty();
        assertThat(snippets.stream().filter(snippet -> !compiled.contains(snippet)))
                .isEmpty();
    }

    /** A row that nobody tests is a claim; a test that was renamed makes it one again. */
    @Test
    void everyRowOfTheGuideForNettySocketIoNamesTestsThatExist() throws IOException {
        String guide = Files.readString(Path.of("../docs/from-netty-socketio.md"));
        List<String> rows = guide.lines()
                .filter(line -> line.startsWith("| ") && !line.endsWith("| test |"))
                .toList();
        assertThat(rows)
                .hasSizeGreaterThan(80)
                .allMatch(row -> TEST.matcher(row).find());

        Map<String, String> classes = classes();
        List<String> missing = TEST.matcher(guide)
                .results()
                .filter(test -> !Pattern.compile(ANNOTATION_OF_A_TEST + "void " + test.group(2) + "\\(")
                        .matcher(classes.getOrDefault(test.group(1), ""))
                        .find())
                .map(MatchResult::group)
                .toList();
        assertThat(missing).isEmpty();
    }

    /** The sources of all classes of the build, by simple name; those of one name together. */
    private static Map<String, String> classes() throws IOException {
        Map<String, String> classes = new HashMap<>();
        for (Path module : modules(Path.of(".."))) {
            for (Path file : javaFiles(module.resolve("src"))) {
                String name = file.getFileName().toString().replace(".java", "");
                classes.merge(name, Files.readString(file), String::concat);
            }
        }
        return classes;
    }

    /** Those that a pom names, and those that they name. */
    private static List<Path> modules(Path parent) throws IOException {
        List<Path> modules = new ArrayList<>();
        Matcher module = MODULE.matcher(Files.readString(parent.resolve("pom.xml")));
        while (module.find()) {
            Path folder = parent.resolve(module.group(1));
            modules.add(folder);
            modules.addAll(modules(folder));
        }
        return modules;
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".java")).toList();
        }
    }

    private static String withoutIndent(String java) {
        return java.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
