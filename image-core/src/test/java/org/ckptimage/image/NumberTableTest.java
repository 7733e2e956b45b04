package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTableTest {
    @Test
    void aNumberThatIsTakenKeepsItsValue() {
        NumberTable table = new NumberTable();
        for (int number : new int[] {0, 1, 1_000_000, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            assertThat(table.putIfAbsent(number, 5)).isEqualTo(NumberTable.ABSENT);
            assertThat(table.putIfAbsent(number, ~6)).isEqualTo(5);
            assertThat(table.get(number)).isEqualTo(5);
        }
        assertThat(table.size()).isEqualTo(6);
    }

    @Test
    void aNumberThatWasFarIsStillFoundWhenItHasComeNear() {
        NumberTable table = new NumberTable();
        table.putIfAbsent(100_000, 7);
        for (int number = 1; number < 100_000; number++) {
            table.putIfAbsent(number, 0);
        }
        assertThat(table.putIfAbsent(100_000, 8)).isEqualTo(7);
        assertThat(table.putIfAbsent(100_001, 9)).isEqualTo(NumberTable.ABSENT);
        assertThat(table.get(100_001)).isEqualTo(9);
        assertThat(table.size()).isEqualTo(100_001);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000_000, -1})
    void aValueIsReplaced(int number) {
        NumberTable table = new NumberTable();
        table.putIfAbsent(number, 5);
        table.replace(number, 6);
        assertThat(table.get(number)).isEqualTo(6);
        assertThat(table.size()).isEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void itDoesWhatAMapDoes(long seed) {
        Random random = new Random(seed);
        Map<Integer, Integer> map = new HashMap<>();
        NumberTable table = new NumberTable();
        for (int i = 0; i < 30_000; i++) {
            int number = random.nextBoolean() ? random.nextInt(2 * i + 100) : random.nextInt() >> random.nextInt(32);
            Integer there = map.putIfAbsent(number, ~i);
            assertThat(table.putIfAbsent(number, ~i)).isEqualTo(there == null ? NumberTable.ABSENT : there);
        }
        map.forEach((number, value) -> assertThat(table.get(number)).isEqualTo(value));
        int[] numbers = table.numbers();
        Arrays.sort(numbers);
        assertThat(numbers)
                .containsExactly(map.keySet().stream().mapToInt(n -> n).sorted().toArray());
    }
}
