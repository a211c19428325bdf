package io.sockeye.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsTest {
    private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");

    @ParameterizedTest
    @CsvSource({
        "getting-started.md, GettingStarted",
        "client.md, ClientDocuments",
        "from-python.md, ClientDocuments",
    })
    void everySnippetOfTheDocumentIsInTheSourceThatIsCompiled(String document, String source) throws IOException {
        String compiled =
                withoutIndent(Files.readString(Path.of("src/test/java/io/sockeye/examples/" + source + ".java")));
        List<String> snippets = JAVA.matcher(Files.readString(Path.of("../docs/" + document)))
                .results()
                .map(snippet -> withoutIndent(snippet.group(1)))
                .toList();
        assertThat(snippets).isNotEmpty();
        assertThat(snippets.stream().filter(snippet -> !compiled.contains(snippet)))
                .isEmpty();
    }

    private static String withoutIndent(String java) {
        return java.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
