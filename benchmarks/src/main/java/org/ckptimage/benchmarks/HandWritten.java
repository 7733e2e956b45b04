package org.ckptimage.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.FileType;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.FlagTable;
import org.ckptimage.format.Flags;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.record.CkptRecord;
import org.ckptimage.record.FileCommon;
import org.ckptimage.record.FileDescRecord;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.ObjrefRecord;
import org.ckptimage.record.Padding;
import org.ckptimage.record.PgArrRecord;
import org.ckptimage.record.RecordCodec;
import org.ckptimage.record.SocketBufferRecord;
import org.ckptimage.record.TaskRecord;
import org.ckptimage.record.VmaRecord;

/**
 * The common records of v20 on x86_64, read and written by hand: offsets are constants, byte order and dialect are
 * known. What the library's decoding would be if there were one struct and one dialect: it too looks whether the record
 * has the usual length and zeros in its gaps, since {@link Padding} says so, and whether a FILE is of the kind that it
 * is read as; but what is not, it refuses.
 */
public enum HandWritten {
    /** 8 bytes of fields. */
    OBJREF(RecordType.OBJREF, 16) {
        @Override
        CkptRecord read(ByteBuf in) {
            return new ObjrefRecord(in.getUnsignedIntLE(8), ObjRef.of(in.getIntLE(12)), padding(in, 0));
        }

        @Override
        void fields(CkptRecord value, ByteBuf out) {
            ObjrefRecord record = (ObjrefRecord) value;
            out.setIntLE(8, (int) record.objtype()).setIntLE(12, record.objref().number());
        }
    },
    /** 12 bytes of fields. */
    FILE_DESC(RecordType.FILE_DESC, 24) {
        @Override
        CkptRecord read(ByteBuf in) {
            return new FileDescRecord(
                    ObjRef.of(in.getIntLE(8)), in.getIntLE(12), in.getUnsignedIntLE(16), padding(in, in.getIntLE(20)));
        }

        @Override
        void fields(CkptRecord value, ByteBuf out) {
            FileDescRecord record = (FileDescRecord) value;
            out.setIntLE(8, record.fdObjref().number());
            out.setIntLE(12, record.fdDescriptor());
            out.setIntLE(16, (int) record.fdCloseOnExec());
        }
    },
    /** An open regular file: 40 bytes of fields. */
    FILE(RecordType.FILE, 48) {
        @Override
        boolean takes(ImageRecord record) {
            return record.decode() instanceof FileRecord.Generic;
        }

        @Override
        CkptRecord read(ByteBuf in) {
            long type = in.getUnsignedIntLE(8);
            if (type != FileType.GENERIC.number()) {
                throw new IllegalArgumentException("no regular file");
            }
            return new FileRecord.Generic(
                    new FileCommon(
                            type,
                            new Flags(in.getUnsignedIntLE(12), F_MODE),
                            new Flags(in.getUnsignedIntLE(16), F_FLAGS),
                            ObjRef.of(in.getIntLE(20)),
                            in.getLongLE(24),
                            in.getLongLE(32),
                            ObjRef.of(in.getIntLE(40))),
                    padding(in, in.getIntLE(44)));
        }

        @Override
        void fields(CkptRecord value, ByteBuf out) {
            FileCommon common = ((FileRecord.Generic) value).common();
            out.setIntLE(8, (int) common.fType());
            out.setIntLE(12, (int) common.fMode().raw());
            out.setIntLE(16, (int) common.fFlags().raw());
            out.setIntLE(20, common.fCredref().number());
            out.setLongLE(24, common.fPos());
            out.setLongLE(32, common.fVersion());
            out.setIntLE(40, common.fSecref().number());
        }
    },
    /** 56 bytes of fields. */
    TASK(RecordType.TASK, 64) {
        @Override
        CkptRecord read(ByteBuf in) {
            return new TaskRecord(
                    Optional.empty(),
                    in.getUnsignedIntLE(8),
                    in.getUnsignedIntLE(12),
                    in.getUnsignedIntLE(16),
                    in.getUnsignedIntLE(20),
                    in.getUnsignedIntLE(24),
                    in.getLongLE(48),
                    in.getLongLE(56),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    in.getUnsignedIntLE(28),
                    in.getUnsignedIntLE(32),
                    in.getUnsignedIntLE(36),
                    in.getLongLE(40),
                    padding(in, 0));
        }

        @Override
        void fields(CkptRecord value, ByteBuf out) {
            TaskRecord record = (TaskRecord) value;
            out.setIntLE(8, (int) record.state());
            out.setIntLE(12, (int) record.exitState());
            out.setIntLE(16, (int) record.exitCode());
            out.setIntLE(20, (int) record.exitSignal());
            out.setIntLE(24, (int) record.pdeathSignal());
            out.setIntLE(28, (int) record.compatRobustFutexHeadLen());
            out.setIntLE(32, (int) record.compatRobustFutexList());
            out.setIntLE(36, (int) record.robustFutexHeadLen());
            out.setLongLE(40, record.robustFutexList());
            out.setLongLE(48, record.setChildTid());
            out.setLongLE(56, record.clearChildTid());
        }
    },
    /** 64 bytes of fields. */
    VMA(RecordType.VMA, 72) {
        @Override
        CkptRecord read(ByteBuf in) {
            return new VmaRecord(
                    in.getUnsignedIntLE(8),
                    ObjRef.of(in.getIntLE(12)),
                    ObjRef.of(in.getIntLE(16)),
                    in.getLongLE(24),
                    in.getLongLE(32),
                    in.getLongLE(40),
                    in.getLongLE(48),
                    new Flags(in.getLongLE(56), VM_FLAGS),
                    in.getLongLE(64),
                    OptionalInt.empty(),
                    padding(in, in.getIntLE(20)));
        }

        @Override
        void fields(CkptRecord value, ByteBuf out) {
            VmaRecord record = (VmaRecord) value;
            out.setIntLE(8, (int) record.vmaType());
            out.setIntLE(12, record.vmaObjref().number());
            out.setIntLE(16, record.inoObjref().number());
            out.setLongLE(24, record.inoSize());
            out.setLongLE(32, record.vmStart());
            out.setLongLE(40, record.vmEnd());
            out.setLongLE(48, record.vmPageProt());
            out.setLongLE(56, record.vmFlags().raw());
            out.setLongLE(64, record.vmPgoff());
        }
    },
    /** 8 bytes of fields. */
    PGARR(RecordType.PGARR, 16) {
        @Override
        CkptRecord read(ByteBuf in) {
            return new PgArrRecord(in.getLongLE(8), padding(in, 0));
        }

        @Override
        void fields(CkptRecord value, ByteBuf out) {
            out.setLongLE(8, ((PgArrRecord) value).nrPages());
        }
    },
    /** An unread message; with 48 bytes as a view. */
    SOCKET_BUFFER(RecordType.SOCKET_BUFFER, 104) {
        @Override
        CkptRecord read(ByteBuf in) {
            return new SocketBufferRecord(
                    ObjRef.of(in.getIntLE(44)),
                    ObjRef.of(in.getIntLE(48)),
                    Optional.of(new SocketBufferRecord.Contents(
                            in.getUnsignedIntLE(8),
                            in.getUnsignedIntLE(12),
                            in.getUnsignedIntLE(16),
                            in.getUnsignedIntLE(20),
                            in.getUnsignedIntLE(24),
                            in.getUnsignedIntLE(28),
                            in.getUnsignedIntLE(32),
                            in.getUnsignedIntLE(36),
                            in.getUnsignedIntLE(40),
                            in.getUnsignedShortLE(52),
                            in.getUnsignedShortLE(54),
                            in.slice(56, 48))),
                    padding(in, 0));
        }

        @Override
        void fields(CkptRecord value, ByteBuf out) {
            SocketBufferRecord record = (SocketBufferRecord) value;
            SocketBufferRecord.Contents contents = record.contents().orElseThrow();
            out.setIntLE(8, (int) contents.transportHeader());
            out.setIntLE(12, (int) contents.networkHeader());
            out.setIntLE(16, (int) contents.macHeader());
            out.setIntLE(20, (int) contents.linLen());
            out.setIntLE(24, (int) contents.frgLen());
            out.setIntLE(28, (int) contents.skbLen());
            out.setIntLE(32, (int) contents.hdrLen());
            out.setIntLE(36, (int) contents.macLen());
            out.setIntLE(40, (int) contents.dataOffset());
            out.setIntLE(44, record.skObjref().number());
            out.setIntLE(48, record.prObjref().number());
            out.setShortLE(52, contents.protocol());
            out.setShortLE(54, contents.nrFrags());
            out.setBytes(56, contents.cb(), contents.cb().readerIndex(), 48);
        }
    };

    private static final FlagTable F_MODE = FlagKind.F_MODE.table(Architecture.X86_64);
    private static final FlagTable F_FLAGS = FlagKind.F_FLAGS.table(Architecture.X86_64);
    private static final FlagTable VM_FLAGS = FlagKind.VM_FLAGS.table(Architecture.X86_64);

    private final RecordType recordType;
    private final int length;
    private final int number;

    HandWritten(RecordType recordType, int length) {
        this.recordType = recordType;
        this.length = length;
        this.number = ImageFormat.of(Dialect.V20, Architecture.X86_64).number(recordType);
    }

    /** The type. */
    RecordType recordType() {
        return recordType;
    }

    /** Whether this is the very struct. */
    boolean takes(ImageRecord record) {
        return true;
    }

    /** Reads a record, head included. */
    abstract CkptRecord read(ByteBuf in);

    /** What no field covers: nothing, or the record is refused. */
    final Padding padding(ByteBuf in, int gap) {
        if (in.readableBytes() != length || gap != 0) {
            throw new IllegalArgumentException("has padding");
        }
        return Padding.NONE;
    }

    /** Writes a record, head included, into a new buffer. */
    ByteBuf write(CkptRecord value) {
        ByteBuf out = Unpooled.buffer(length);
        out.writeZero(length);
        out.setIntLE(0, number).setIntLE(4, length);
        fields(value, out);
        return out;
    }

    /** Writes the fields. */
    abstract void fields(CkptRecord value, ByteBuf out);

    /** Fails unless this comes to the same as the library, both ways. */
    void verify(ByteBuf bytes, CkptRecord decoded, RecordCodec codec) {
        boolean same = read(bytes).equals(decoded)
                && write(decoded).equals(bytes)
                && codec.encode(recordType, decoded).equals(bytes);
        if (!same) {
            throw new IllegalStateException("what is written by hand for " + this + " is wrong");
        }
    }
}
