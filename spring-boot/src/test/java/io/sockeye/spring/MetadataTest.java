package io.sockeye.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetadataTest {
    @Test
    void editorsKnowEveryPropertyWithItsDescription() throws Exception {
        List<String> described = new ArrayList<>();
        URL classes =
                SockeyeProperties.class.getProtectionDomain().getCodeSource().getLocation();
        URL metadata = classes.toURI()
                .resolve("META-INF/spring-configuration-metadata.json")
                .toURL();
        for (JsonNode property : new ObjectMapper().readTree(metadata).get("properties")) {
            assertThat(property.path("description").asText()).as("%s", property).isNotEmpty();
            described.add(property.get("name").asText());
        }
        assertThat(described).containsExactlyInAnyOrderElementsOf(names("sockeye.", SockeyeProperties.class));
    }

    private static List<String> names(String prefix, Class<?> type) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name =
                    prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase();
            if (component.getType().isRecord()) {
                names.addAll(names(name + ".", component.getType()));
            } else {
                names.add(name);
            }
        }
        return names;
    }
}
