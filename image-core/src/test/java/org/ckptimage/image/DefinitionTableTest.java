package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionTableTest {
    /** A table, and beside it what it should know. */
    private static final class Made {
        final DefinitionTable table = new DefinitionTable();
        final List<Integer> definitions = new ArrayList<>();
        final List<Integer> parents = new ArrayList<>();
        final List<Integer> enclosing = new ArrayList<>();
        private final Deque<Integer> open = new ArrayDeque<>();

        /** Adds an entry that begins a definition. */
        void begin() {
            int entry = enclosing.size();
            parents.add(innermost());
            table.begin(entry, innermost());
            definitions.add(entry);
            open.push(entry);
            enclosing.add(entry);
        }

        void record() {
            enclosing.add(innermost());
        }

        void end() {
            int ended = open.pop();
            assertThat(table.end(ended, enclosing.size())).isEqualTo(innermost());
            assertThat(table.endOf(ended)).isEqualTo(enclosing.size());
        }

        private int innermost() {
            return open.isEmpty() ? RecordIndex.NONE : open.peek();
        }

        void finish() {
            while (!open.isEmpty()) {
                end();
            }
            table.finish();
        }

        void isKnown() {
            assertThat(table.size()).isEqualTo(definitions.size());
            for (int order = 0; order < definitions.size(); order++) {
                assertThat(table.at(order)).isEqualTo(definitions.get(order));
                assertThat(table.parent(definitions.get(order))).isEqualTo(parents.get(order));
            }
            for (int entry = 0; entry < enclosing.size(); entry++) {
                assertThat(table.enclosing(entry)).as("entry %d", entry).isEqualTo(enclosing.get(entry));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}, {1} of 10 go deeper")
    @CsvSource({"1, 1", "2, 3", "3, 5", "4, 7", "5, 9"})
    void whatEnclosesAnEntryIsFoundHoweverDefinitionsNest(long seed, int deeper) {
        Random random = new Random(seed);
        Made made = new Made();
        for (int i = 0; i < 6000; i++) {
            if (random.nextInt(4) > 0) {
                made.record();
            } else if (made.open.isEmpty() || random.nextInt(10) < deeper) {
                made.begin();
            } else {
                made.end();
            }
        }
        made.finish();
        made.isKnown();
    }

    @Test
    void whatEnclosesAnEntryIsFoundBehindThousandsOfSiblings() {
        Made made = new Made();
        made.begin();
        for (int i = 0; i < 5000; i++) {
            made.begin();
            made.end();
        }
        made.record();
        made.finish();
        made.record();
        made.isKnown();
    }

    @Test
    void aTableWithoutDefinitionsEnclosesNothing() {
        Made made = new Made();
        made.record();
        made.finish();
        made.isKnown();
    }

    @Test
    void theParentOfAnOpenDefinitionIsKnownBeforeTheTableIsFinished() {
        DefinitionTable table = new DefinitionTable();
        table.begin(3, RecordIndex.NONE);
        table.begin(70, 3);
        assertThat(table.parent(70)).isEqualTo(3);
        assertThat(table.parent(3)).isEqualTo(RecordIndex.NONE);
    }
}
