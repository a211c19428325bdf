package io.sockeye.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpringGuideTest {
    private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");
    private static final Path SOURCES = Path.of("src/test/java/io/sockeye/guide");

    @Test
    void everySnippetOfTheDocumentIsCompiled() throws IOException {
        String compiled = withoutIndent(Files.readString(SOURCES.resolve("SpringGuide.java"))
                + Files.readString(SOURCES.resolve("SpringGuideIT.java")));
        String document = Files.readString(Path.of("../docs/spring-boot.md"));
        assertThat(JAVA.matcher(document).results().map(SpringGuideTest::snippet))
                .isNotEmpty()
                .allSatisfy(snippet -> assertThat(compiled).contains(snippet));
    }

    private static String snippet(MatchResult block) {
        return withoutIndent(block.group(1));
    }

    /** As it stands in a file of its own: nothing of the guide is static there. */
    private static String withoutIndent(String java) {
        return java.lines()
                .map(String::strip)
                .map(line -> line.startsWith("static class ") ? line.substring("static ".length()) : line)
                .collect(Collectors.joining("\n"));
    }
}
