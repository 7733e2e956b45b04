package org.ckptimage.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ckptimage.benchmarks.generate.Contents;
import org.ckptimage.benchmarks.generate.ImageSpec;
import org.ckptimage.image.Image;
import org.ckptimage.image.PageChunk;
import org.ckptimage.image.PageSet;
import org.ckptimage.image.Task;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * Going over all pages of an image: through the library, over a plain mapping of the same bytes, and by reading them
 * into a buffer that is used again and again. One operation is the whole image.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@Fork(1)
public class PagesBenchmark {

    /** Bytes of the pages. */
    @Param("4g")
    public String size;

    private Image image;
    private FileChannel channel;
    private List<PageSet> sets;
    private List<PageChunk> chunks;
    private List<MappedByteBuffer> mapped;

    /** How it is done, and by how many threads. */
    @State(Scope.Benchmark)
    public static class How {
        /** What is done with each page. */
        @Param
        public PageWork work;

        /** The image is dealt out to them chunk by chunk. */
        @Param({"1", "2"})
        public int threads;

        private Workers workers;

        /** Starts the threads. */
        @Setup
        public void start() {
            workers = new Workers(threads);
        }

        /** Ends them. */
        @TearDown
        public void stop() {
            workers.close();
        }
    }

    /** Makes the image, opens it, and maps its chunks by hand. */
    @Setup
    public void open() throws IOException {
        Path file = Images.of(new ImageSpec().size(size).tasks(4).contents(Contents.MIXED));
        image = Image.open(file);
        channel = FileChannel.open(file);
        sets = new ArrayList<>();
        chunks = new ArrayList<>();
        for (Task task : image.tasks()) {
            task.memory().vmas().stream().filter(Vma::ownsPages).map(Vma::pages).forEach(sets::add);
        }
        sets.forEach(set -> chunks.addAll(set.chunks()));
        mapped = new ArrayList<>();
        for (PageChunk chunk : chunks) {
            mapped.add(channel.map(FileChannel.MapMode.READ_ONLY, chunk.offset(), bytes(chunk)));
            mapped.get(mapped.size() - 1).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Closes them. */
    @TearDown
    public void close() throws IOException {
        channel.close();
        image.close();
    }

    private static int bytes(PageChunk chunk) {
        return chunk.size() * ImageSpec.PAGE;
    }

    /** Asks for every page's address and view, and touches none. */
    @Benchmark
    public void walk(Blackhole sink) {
        for (PageSet set : sets) {
            set.forEach(page -> {
                sink.consume(page.address());
                sink.consume(page.bytes());
            });
        }
    }

    /** Through the library, by a view of each page as a ByteBuffer. */
    @Benchmark
    public long byNioBuffer(How how) {
        return how.workers.sum(chunks.size(), worker -> {
            PageWork.Doing doing = how.work.begin();
            return i -> {
                PageChunk chunk = chunks.get(i);
                long sum = 0;
                for (int page = 0; page < chunk.size(); page++) {
                    sum += doing.page(chunk.nioBuffer(page), 0);
                }
                return sum;
            };
        });
    }

    /** Through the library, by the getters of each page's ByteBuf. */
    @Benchmark
    public long byByteBuf(How how) {
        return how.workers.sum(chunks.size(), worker -> {
            PageWork.Doing doing = how.work.begin();
            return i -> {
                PageChunk chunk = chunks.get(i);
                long sum = 0;
                for (int page = 0; page < chunk.size(); page++) {
                    sum += doing.page(chunk.page(page));
                }
                return sum;
            };
        });
    }

    /**
     * Without the library: over one mapped buffer per chunk, which has the same pages in the same order, and no keys.
     * No object is made for a page, so the rest is what the library costs.
     */
    @Benchmark
    public long plainMapped(How how) {
        return how.workers.sum(chunks.size(), worker -> {
            PageWork.Doing doing = how.work.begin();
            return i -> pages(doing, mapped.get(i), bytes(chunks.get(i)));
        });
    }

    /** Without the library: the same bytes read into a buffer of 1 MiB. */
    @Benchmark
    public long plainRead(How how) {
        return how.workers.sum(chunks.size(), worker -> {
            PageWork.Doing doing = how.work.begin();
            ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
            return i -> {
                PageChunk chunk = chunks.get(i);
                long sum = 0;
                for (long at = 0; at < bytes(chunk); at += buffer.limit()) {
                    buffer.clear().limit((int) Math.min(buffer.capacity(), bytes(chunk) - at));
                    while (buffer.hasRemaining()) {
                        channel.read(buffer, chunk.offset() + at + buffer.position());
                    }
                    sum += pages(doing, buffer, buffer.limit());
                }
                return sum;
            };
        });
    }

    private static long pages(PageWork.Doing doing, ByteBuffer bytes, int end) {
        long sum = 0;
        for (int at = 0; at < end; at += ImageSpec.PAGE) {
            sum += doing.page(bytes, at);
        }
        return sum;
    }
}
