package org.ckptimage.benchmarks;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.ckptimage.benchmarks.generate.ImageSpec;

/** What a benchmark does with each page. */
public enum PageWork {
    /** Adds up its longs. */
    SUM {
        @Override
        Doing begin() {
            return new Doing() {
                @Override
                public long page(ByteBuffer bytes, int at) {
                    long sum = 0;
                    for (int i = at; i < at + ImageSpec.PAGE; i += Long.BYTES) {
                        sum += bytes.getLong(i);
                    }
                    return sum;
                }

                @Override
                public long page(ByteBuf bytes) {
                    long sum = 0;
                    for (int i = 0; i < ImageSpec.PAGE; i += Long.BYTES) {
                        sum += bytes.getLongLE(i);
                    }
                    return sum;
                }
            };
        }
    },
    /** Its CRC32C, of a copy: a mapped file that shrinks would end the JVM inside of the checksum's own code. */
    CRC32C {
        @Override
        Doing begin() {
            return new Doing() {
                private final CRC32C crc = new CRC32C();
                private final byte[] copy = new byte[ImageSpec.PAGE];

                @Override
                public long page(ByteBuffer bytes, int at) {
                    bytes.get(at, copy);
                    return ofCopy();
                }

                @Override
                public long page(ByteBuf bytes) {
                    bytes.getBytes(0, copy);
                    return ofCopy();
                }

                private long ofCopy() {
                    crc.reset();
                    crc.update(copy);
                    return crc.getValue();
                }
            };
        }
    },
    /** Whether it is zero; a page that is not is left at its first long that tells. */
    ZERO {
        @Override
        Doing begin() {
            return new Doing() {
                @Override
                public long page(ByteBuffer bytes, int at) {
                    for (int i = at; i < at + ImageSpec.PAGE; i += Long.BYTES) {
                        if (bytes.getLong(i) != 0) {
                            return 0;
                        }
                    }
                    return 1;
                }

                @Override
                public long page(ByteBuf bytes) {
                    for (int i = 0; i < ImageSpec.PAGE; i += Long.BYTES) {
                        if (bytes.getLongLE(i) != 0) {
                            return 0;
                        }
                    }
                    return 1;
                }
            };
        }
    };

    /** The work of one thread; little-endian buffers come in. */
    interface Doing {
        /** Does it with the page at an index. */
        long page(ByteBuffer bytes, int at);

        /** Does it with a page at index 0. */
        long page(ByteBuf bytes);
    }

    abstract Doing begin();
}
