package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ckptimage.check.Checker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One image, read by many threads, and closed by one of them while the others read on. */
class ParallelReadersTest {
    private static final int READERS = 8;

    private final ExecutorService pool = Executors.newFixedThreadPool(READERS);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    /** Everything that an image tells, in one line a fact. */
    private static List<String> facts(Image image) {
        List<String> facts = new ArrayList<>();
        for (ImageRecord record : image.records()) {
            facts.add(record + " " + record.place() + (record.isRecord() ? " " + record.decode() : ""));
        }
        for (Task task : image.tasks()) {
            facts.add(task + " " + task.comm() + " " + task.ppid() + " " + task.session());
            task.files()
                    .descriptors()
                    .forEach(descriptor -> facts.add(descriptor.number() + " " + descriptor.findFile()));
            for (Vma vma : task.memory().vmas()) {
                facts.add(vma + " " + vma.file());
                vma.pages().stream()
                        .forEach(page -> facts.add(page.address() + " " + ByteBufUtil.hexDump(page.bytes())));
            }
        }
        for (OpenFile file : image.files()) {
            facts.add(file + " " + file.descriptors() + file.mappedBy() + file.executableOf() + file.watchedBy());
        }
        image.objects().definitions().forEach(object -> facts.add(object + " " + object.length()));
        Checker.check(image).findings().forEach(finding -> facts.add(finding.toString()));
        return facts;
    }

    private <T> List<Future<T>> startTogether(Callable<T> work) {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> all = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            all.add(pool.submit(() -> {
                start.await();
                return work.call();
            }));
        }
        start.countDown();
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"v20/tree", "v20/ux", "v20/ep", "v20/pty", "v20/msgq"})
    void allReadersSeeWhatASingleOneSees(String name) throws Exception {
        List<String> expected;
        try (Image alone = RealImages.open(name)) {
            expected = facts(alone);
        }
        // A fresh image for all: what is worked out when first asked for, they ask for at the same moment.
        try (Image shared = RealImages.open(name)) {
            for (Future<List<String>> reader : startTogether(() -> facts(shared))) {
                assertThat(reader.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void whoReadsWhileTheImageIsClosedGetsTheRightAnswerOrIsToldSo() throws Exception {
        List<String> expected;
        try (Image alone = RealImages.open("v20/ux")) {
            expected = facts(alone);
        }
        for (int round = 0; round < 20; round++) {
            Image shared = RealImages.open("v20/ux");
            CountDownLatch reading = new CountDownLatch(READERS);
            List<Future<Integer>> readers = startTogether(() -> {
                int rounds = 0;
                reading.countDown();
                try {
                    while (true) {
                        assertThat(facts(shared)).isEqualTo(expected);
                        rounds++;
                    }
                } catch (IllegalStateException closed) {
                    assertThat(closed).hasMessageContaining("closed");
                    return rounds;
                }
            });
            reading.await();
            shared.close();
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isNotNegative();
            }
        }
    }

    @Test
    void closingTwiceOrFromManyThreadsIsClosingOnce() throws Exception {
        Image image = RealImages.open("v20/plain");
        for (Future<Boolean> closer : startTogether(() -> {
            image.close();
            return true;
        })) {
            assertThat(closer.get()).isTrue();
        }
        image.close();
    }
}
