package org.ckptimage.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceNamesTest {

    @Test
    void everyNameIsFoundByItsNumberWhetherItsBlockIsFullOrNot() {
        PlaceNames names = new PlaceNames();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String name =
                    i % 7 == 0 ? "" : "task " + i / 10 + " > fd " + i * i + (i % 3 == 0 ? " > " + "x".repeat(300) : "");
            assertThat(names.add(name)).isEqualTo(i);
            expected.add(name);
            assertThat(names.get(i)).isEqualTo(name);
            assertThat(names.get(i / 2)).isEqualTo(expected.get(i / 2));
        }
    }
}
