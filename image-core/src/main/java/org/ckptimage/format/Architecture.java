package org.ckptimage.format;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** The architecture of the kernel that wrote an image. A 32-bit task in an x86_64 image is still {@link #X86_64}. */
public enum Architecture {
    I386("i386", "i386", "X86_32", ByteOrder.LITTLE_ENDIAN, 4),
    X86_64("x86_64", "x86_64", "X86_64", ByteOrder.LITTLE_ENDIAN, 8),
    S390X("s390x", "s390x", "S390X", ByteOrder.BIG_ENDIAN, 8),
    PPC32("ppc32", "powerpc", "PPC32", ByteOrder.BIG_ENDIAN, 4),
    PPC64("ppc64", "powerpc", "PPC64", ByteOrder.BIG_ENDIAN, 8),
    ARM("arm", "arm", "ARM", ByteOrder.LITTLE_ENDIAN, 4);

    private final String id;
    private final String table;
    private final String numberName;
    private final ByteOrder byteOrder;
    private final int wordSize;

    Architecture(String id, String table, String numberName, ByteOrder byteOrder, int wordSize) {
        this.id = id;
        this.table = table;
        this.numberName = numberName;
        this.byteOrder = byteOrder;
        this.wordSize = wordSize;
    }

    /** The name in text, options and JSON: i386, x86_64, s390x, ppc32, ppc64, arm. */
    public String id() {
        return id;
    }

    /** Byte order of everything in the image, except HEADER.arch_id (always little-endian) and socket addresses. */
    public ByteOrder byteOrder() {
        return byteOrder;
    }

    /** Whether images of this architecture are little-endian. */
    public boolean littleEndian() {
        return byteOrder == ByteOrder.LITTLE_ENDIAN;
    }

    /** Bytes of the kernel's {@code unsigned long}: 4 or 8. Size of a page key; not of the task's words. */
    public int wordSize() {
        return wordSize;
    }

    /** Whether this is one of the two x86 kernels, which share their records. */
    public boolean isX86() {
        return this == I386 || this == X86_64;
    }

    /** Whether this is one of the two powerpc kernels. */
    public boolean isPowerPc() {
        return this == PPC32 || this == PPC64;
    }

    /** The page sizes a kernel of this architecture may have had, the usual one first, in bytes. */
    public int[] pageSizes() {
        return this == PPC64 ? new int[] {4096, 65536} : new int[] {4096};
    }

    /** The name of this architecture's section in the layout resources. */
    String table() {
        return table;
    }

    /** The name of this architecture's number in the layout resources. */
    String numberName() {
        return numberName;
    }

    /** The architecture with this {@link #id}, if there is one. */
    public static Optional<Architecture> named(String id) {
        return Arrays.stream(values()).filter(a -> a.id.equals(id)).findFirst();
    }

    @Override
    public String toString() {
        return id;
    }
}
