package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SidTest {
    @Test
    void aMillionIdsAreUniqueAndShareNoPattern() {
        int count = 1_000_000;
        Set<String> ids = new HashSet<>(2 * count);
        int[][] seen = new int[Sid.LENGTH][128];
        for (int i = 0; i < count; i++) {
            String id = Sid.next();
            ids.add(id);
            for (int at = 0; at < Sid.LENGTH; at++) {
                seen[at][id.charAt(at)]++;
            }
        }
        assertThat(ids).hasSize(count);
        double expected = count / 64.0;
        for (int[] place : seen) {
            assertThat(IntStream.of(place).filter(n -> n > 0))
                    .hasSize(64)
                    .allMatch(n -> Math.abs(n - expected) < expected / 10);
        }
    }

    @Test
    void idsOfSeveralThreadsAreUnique() throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            Callable<List<String>> task =
                    () -> IntStream.range(0, 20_000).mapToObj(i -> Sid.next()).toList();
            Set<String> ids = new HashSet<>();
            for (Future<List<String>> part : executor.invokeAll(List.of(task, task, task, task))) {
                ids.addAll(part.get());
            }
            assertThat(ids).hasSize(80_000).allMatch(Sid::isValid);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAAAAAAAAAAAAAAAAAA", "abcXYZ0189-_abcXYZ01", "--------------------"})
    void anIdHas20CharactersOfTheUrlAlphabet(String id) {
        assertThat(Sid.isValid(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAA+",
                "AAAAAAAAAA/AAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAA=",
                "AAAAAAAAAAAAAAAAAAAÄ",
                "AAAAAAAAAAAAAAAAAAA "
            })
    void everythingElseIsNone(String text) {
        assertThat(Sid.isValid(text)).isFalse();
    }
}
