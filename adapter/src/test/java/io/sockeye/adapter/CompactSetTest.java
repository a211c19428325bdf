package io.sockeye.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CompactSetTest {
    @Test
    void behavesAsAnIdentitySetWhateverComesAndGoes() {
        SplittableRandom random = new SplittableRandom(42);
        List<Object> universe = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            universe.add(new Object());
        }
        CompactSet<Object> set = new CompactSet<>();
        Set<Object> model = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int round = 0; round < 100_000; round++) {
            boolean growing = round / 5000 % 2 == 0;
            Object element = universe.get(random.nextInt(universe.size()));
            if (random.nextInt(10) < (growing ? 7 : 2)) {
                assertThat(set.add(element)).isEqualTo(model.add(element));
            } else {
                assertThat(set.remove(element)).isEqualTo(model.remove(element));
            }
            assertThat(set.size()).isEqualTo(model.size());
            assertThat(set.contains(element)).isEqualTo(model.contains(element));
        }
        List<Object> seen = new ArrayList<>();
        set.forEach(seen::add);
        assertThat(seen).hasSameSizeAs(model).allMatch(model::contains);
    }

    @Test
    void takesNoArrayForOneElement() {
        CompactSet<Object> set = new CompactSet<>();
        set.add(new Object());
        assertThat(set.capacity()).isZero();
    }

    @Test
    void givesMemoryBackWhenItEmpties() {
        CompactSet<Object> set = new CompactSet<>();
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            elements.add(new Object());
            set.add(elements.get(i));
        }
        elements.forEach(set::remove);
        assertThat(set.size()).isZero();
        assertThat(set.capacity()).isLessThanOrEqualTo(8);
    }
}
