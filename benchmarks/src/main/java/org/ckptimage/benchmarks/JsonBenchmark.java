package org.ckptimage.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.ckptimage.benchmarks.generate.ImageSpec;
import org.ckptimage.image.Image;
import org.ckptimage.io.ByteSource;
import org.ckptimage.json.ImageJson;
import org.ckptimage.json.JsonOptions;
import org.ckptimage.json.PayloadFiles;
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

/** An image of small records as JSON, and back; against Jackson alone, writing and reading the same bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonBenchmark {
    private static final JsonOptions FLAT = JsonOptions.DEFAULT.form(JsonOptions.Form.FLAT);

    /** Records of the image, nearly. */
    @Param("100000")
    public int records;

    private Image image;
    private byte[] whole;
    private JsonReplay replay;

    /** Makes the image and its JSON, and checks that the limit writes the same. */
    @Setup
    public void open() throws IOException {
        int files = records / 8;
        image = Image.open(
                Images.of(new ImageSpec().files(files).sockets(files / 8).epolls(1)));
        byte[] flat = write(FLAT);
        whole = write(FLAT.payload(JsonOptions.Payload.BASE64));
        replay = JsonReplay.of(flat);
        ByteArrayOutputStream replayed = new ByteArrayOutputStream(flat.length);
        replay.write(replayed);
        if (!Arrays.equals(flat, replayed.toByteArray())) {
            throw new IllegalStateException("Jackson alone does not write the same bytes");
        }
        try (ByteSource back = readBack()) {
            ByteBuf first = back.slice(0, (int) back.size());
            if (!first.equals(image.source().slice(0, (int) image.size()))) {
                throw new IllegalStateException("the image does not come back");
            }
        }
    }

    private byte[] write(JsonOptions options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageJson.write(image, out, options);
        return out.toByteArray();
    }

    /** Closes it. */
    @TearDown
    public void close() throws IOException {
        image.close();
    }

    /** The flat form without payloads, of an open image. */
    @Benchmark
    public void write() throws IOException {
        ImageJson.write(image, OutputStream.nullOutputStream(), FLAT);
    }

    /** The same bytes, out of tokens that lie ready. */
    @Benchmark
    public void plainJackson() throws IOException {
        replay.write(OutputStream.nullOutputStream());
    }

    /** Out of the flat form with payloads, into a nameless file that is opened. */
    @Benchmark
    public long read() throws IOException {
        try (ByteSource back = readBack()) {
            return back.size();
        }
    }

    private ByteSource readBack() throws IOException {
        return ImageJson.read(new ByteArrayInputStream(whole), PayloadFiles.NONE);
    }

    /** The same bytes, each name and value looked at. */
    @Benchmark
    public long plainJacksonRead() throws IOException {
        long sum = 0;
        try (JsonParser json = new JsonFactory().createParser(whole)) {
            while (json.nextToken() != null) {
                sum += json.currentToken().isScalarValue() ? json.getTextLength() : 1;
            }
        }
        return sum;
    }
}
