package io.sockeye.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TypeRefTest {
    @Test
    void keepsTheTypeArgument() {
        assertThat(new TypeRef<List<String>>() {}.type()).hasToString("java.util.List<java.lang.String>");
    }

    @Test
    void ofAClassEqualsTheWrittenOne() {
        assertThat(TypeRef.of(String.class)).isEqualTo(new TypeRef<String>() {}).hasToString("java.lang.String");
    }
}
