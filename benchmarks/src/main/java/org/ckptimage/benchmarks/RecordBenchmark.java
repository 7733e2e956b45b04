package org.ckptimage.benchmarks;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.ckptimage.benchmarks.generate.ImageSpec;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.record.CkptRecord;
import org.ckptimage.record.RecordCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Decoding and encoding one record, by type, against reads and writes that were written by hand for that struct. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class RecordBenchmark {
    private static final int BATCH = 64;

    /** The type of the record. */
    @Param
    public HandWritten type;

    private Image image;
    private RecordCodec codec;
    private final ByteBuf[] bytes = new ByteBuf[BATCH];
    private final CkptRecord[] records = new CkptRecord[BATCH];

    /** Makes an image that has enough of each type, and checks that both ways come to the same. */
    @Setup
    public void open() throws IOException {
        image = Image.open(Images.of(
                new ImageSpec().tasks(BATCH).files(2).sockets(2).size("1m").vmas(2)));
        codec = RecordCodec.of(image.format());
        int found = 0;
        for (ImageRecord record : image.records()) {
            if (found < BATCH && record.is(type.recordType()) && type.takes(record)) {
                bytes[found] = record.bytes();
                records[found] = record.decode();
                type.verify(bytes[found], records[found], codec);
                found++;
            }
        }
        if (found < BATCH) {
            throw new IllegalStateException("the image has only " + found + " of " + type);
        }
    }

    /** Closes it. */
    @TearDown
    public void close() throws IOException {
        image.close();
    }

    /** By the library. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void decode(Blackhole sink) {
        for (ByteBuf one : bytes) {
            sink.consume(codec.decode(type.recordType(), one));
        }
    }

    /** By hand, into the same record. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void decodeByHand(Blackhole sink) {
        for (ByteBuf one : bytes) {
            sink.consume(type.read(one));
        }
    }

    /** By the library, into a new buffer. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void encode(Blackhole sink) {
        for (CkptRecord one : records) {
            sink.consume(codec.encode(type.recordType(), one));
        }
    }

    /** By hand, into a new buffer. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void encodeByHand(Blackhole sink) {
        for (CkptRecord one : records) {
            sink.consume(type.write(one));
        }
    }
}
