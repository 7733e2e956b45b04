package org.ckptimage.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.ckptimage.benchmarks.generate.Contents;
import org.ckptimage.benchmarks.generate.ImageSpec;
import org.ckptimage.image.AddressSpace;
import org.ckptimage.image.Image;
import org.ckptimage.image.Page;
import org.ckptimage.image.PageSet;
import org.ckptimage.image.Vma;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Finding the page of an address, at random. The image is sparse: pages are found, not read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AddressBenchmark {
    private static final int ADDRESSES = 1 << 16;

    /** Bytes of the pages. */
    @Param("4g")
    public String size;

    /** Areas of the process. */
    @Param({"4", "1000"})
    public int vmas;

    private final long[] addresses = new long[ADDRESSES];
    private Image image;
    private AddressSpace memory;
    private PageSet largest;
    private final long[] addressesInLargest = new long[ADDRESSES];
    private int next;

    /** Makes and opens the image, and throws the dice. */
    @Setup
    public void open() throws IOException {
        image = Image.open(Images.of(new ImageSpec().size(size).vmas(vmas).contents(Contents.ZERO)));
        memory = image.tasks().get(0).memory();
        List<Vma> areas = memory.vmas();
        SplittableRandom random = new SplittableRandom(1);
        // The made areas end below stack and vdso; of many areas and few pages some have none.
        List<Vma> made = areas.subList(areas.size() - 2 - vmas, areas.size() - 2).stream()
                .filter(vma -> vma.pages().size() > 0)
                .toList();
        Vma first = made.get(0);
        largest = first.pages();
        for (int i = 0; i < ADDRESSES; i++) {
            Vma vma = made.get(random.nextInt(made.size()));
            addresses[i] = random.nextLong(vma.start(), vma.end());
            addressesInLargest[i] = random.nextLong(first.start(), first.end());
        }
    }

    /** Closes it. */
    @TearDown
    public void close() throws IOException {
        image.close();
    }

    /** Of the whole address space, in one call. */
    @Benchmark
    public Optional<Page> inAddressSpace() {
        return found(memory.pageAt(addresses[next++ & ADDRESSES - 1]));
    }

    /** Of one area, whose pages are kept. */
    @Benchmark
    public Optional<Page> inPageSet() {
        return found(largest.at(addressesInLargest[next++ & ADDRESSES - 1]));
    }

    private static Optional<Page> found(Optional<Page> page) {
        page.orElseThrow();
        return page;
    }
}
