package org.ckptimage.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedTest {
    private record Element(long number, String name) {}

    private static Ordered<Element> ordered(Element... elements) {
        return Ordered.by(Element::number, List.of(elements));
    }

    private static String names(Stream<Element> elements) {
        return String.join("", elements.map(Element::name).toList());
    }

    private static final Element A = new Element(-3, "a");
    private static final Element B = new Element(7, "b");
    private static final Element C = new Element(7, "c");
    private static final Element D = new Element(Long.MAX_VALUE, "d");

    @Test
    void groupsComeByNumberAndKeepTheOrderOfTheListInside() {
        List<String> groups = new ArrayList<>();
        Ordered.groups(
                ordered(C, D, B, A),
                ordered(B, C),
                (left, right) -> groups.add(names(left.stream()) + "-" + names(right.stream())));
        assertThat(groups).containsExactly("a-", "cb-bc", "d-");
    }

    @Test
    void ofSeveralElementsWithOneNumberTheLastCounts() {
        List<String> pairs = new ArrayList<>();
        Ordered.both(
                ordered(A, B, C),
                ordered(D, C, B),
                (left, right) -> pairs.add(names(left.stream()) + "-" + names(right.stream())));
        assertThat(pairs).containsExactly("a-", "c-b", "-d");
        assertThat(ordered(D, C, B).find(7)).contains(B);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void itFindsWhatASortedMapFinds(long seed) {
        Random random = new Random(seed);
        List<Element> list = new ArrayList<>();
        TreeMap<Long, Element> expected = new TreeMap<>();
        for (int i = 0; i < 1000; i++) {
            Element element = new Element(seed == 1 ? i / 2 : random.nextLong() >> random.nextInt(60), "" + i);
            list.add(element);
            expected.put(element.number(), element);
        }
        Ordered<Element> ordered = Ordered.by(Element::number, list);
        for (Element element : list) {
            for (long wanted = element.number() - 1; wanted <= element.number() + 1; wanted++) {
                var floor = expected.floorEntry(wanted);
                assertThat(ordered.floor(wanted).orElse(null)).isEqualTo(floor == null ? null : floor.getValue());
                assertThat(ordered.find(wanted).orElse(null)).isEqualTo(expected.get(wanted));
            }
        }
    }
}
