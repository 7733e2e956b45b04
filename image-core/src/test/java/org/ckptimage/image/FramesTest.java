package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    private static final List<Production> PRODUCTIONS =
            new Grammar(ImageFormat.of(Dialect.V20, Architecture.X86_64)).all();

    /** What a frame should be. */
    private static final class Expected {
        final Production production;
        final boolean body;
        int state;
        long count;

        Expected(Production production, boolean body) {
            this.production = production;
            this.body = body;
        }
    }

    private final Frames frames = new Frames(PRODUCTIONS);
    private final List<Expected> expected = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theyAreWhatTheyWereWhenThoseAboveAreGone(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 40_000; i++) {
            if (expected.isEmpty() || random.nextInt(5) > 1) {
                push(random);
            } else {
                pop();
            }
        }
        assertThat(frames.top()).isGreaterThan(5000);
        for (int frame = 0; frame < expected.size(); frame++) {
            assertAsked(frame);
        }
        while (!expected.isEmpty()) {
            assertTop();
            pop();
        }
        assertThat(frames.isEmpty()).isTrue();
    }

    private void push(Random random) {
        Expected frame = new Expected(PRODUCTIONS.get(random.nextInt(PRODUCTIONS.size())), random.nextBoolean());
        frames.push(frame.production, frame.body);
        frame.state = random.nextInt(256);
        frame.count = random.nextBoolean() ? 0 : random.nextLong();
        frames.state(frame.state);
        frames.count(frame.count);
        expected.add(frame);
    }

    private void pop() {
        frames.pop();
        expected.remove(expected.size() - 1);
    }

    private void assertTop() {
        Expected frame = expected.get(expected.size() - 1);
        assertThat(frames.current()).isSameAs(frame.production);
        assertThat(frames.inBody()).isEqualTo(frame.body);
        assertThat(frames.state()).isEqualTo(frame.state);
        assertThat(frames.count()).isEqualTo(frame.count);
    }

    private void assertAsked(int at) {
        Expected frame = expected.get(at);
        assertThat(frames.at(at)).isSameAs(frame.production);
        boolean answer = frames.ask(at, production -> {
            boolean same =
                    production == frame.production && frames.state() == frame.state && frames.count() == frame.count;
            frames.state(7);
            frames.count(7);
            return same;
        });
        assertThat(answer).as("frame %d", at).isTrue();
        assertTop();
    }

    @Test
    void theCountOfTheOutermostIsSetWhileItWaits() {
        frames.push(PRODUCTIONS.get(0), false);
        frames.push(PRODUCTIONS.get(1), false);
        frames.outermostCount(12);
        frames.pop();
        assertThat(frames.count()).isEqualTo(12);
    }
}
