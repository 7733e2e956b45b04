package org.ckptimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongMapTest {
    private static final int MANY = 20_000;

    @ParameterizedTest(name = "seed {0}, of {1} kinds of order")
    @CsvSource({"1, 0", "2, 1", "3, 2"})
    void itFindsWhatASortedMapFinds(long seed, int order) {
        Random random = new Random(seed);
        LongMap map = new LongMap();
        TreeMap<Long, Integer> expected = new TreeMap<>(Long::compareUnsigned);
        for (int i = 0; i < MANY; i++) {
            long key = order == 0 ? i : order == 1 ? -i : random.nextLong() >> random.nextInt(60);
            map.put(key, i);
            expected.put(key, i);
            assertFloor(map, expected, key + random.nextInt(3) - 1);
        }
        for (Long key : expected.keySet()) {
            assertFloor(map, expected, key);
        }
        int place = -1;
        for (Long key : expected.keySet()) {
            place = map.next(place);
            assertThat(map.key(place)).isEqualTo(key);
        }
        assertThat(map.next(place)).isEqualTo(-1);
        assertFloor(map, expected, 0);
        assertFloor(map, expected, -1);
    }

    private static void assertFloor(LongMap map, TreeMap<Long, Integer> expected, long key) {
        Map.Entry<Long, Integer> entry = expected.floorEntry(key);
        int place = map.floor(key);
        if (entry == null) {
            assertThat(place).isEqualTo(-1);
        } else {
            assertThat(map.key(place)).isEqualTo(entry.getKey());
            assertThat(map.value(place)).isEqualTo(entry.getValue());
        }
    }
}
