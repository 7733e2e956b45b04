package org.ckptimage.compare;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.ckptimage.format.Field;
import org.ckptimage.format.FieldType;
import org.ckptimage.format.FileType;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.ResourceLimit;
import org.ckptimage.format.Signals;
import org.ckptimage.format.VmaType;
import org.ckptimage.io.OrderedBytes;
import org.ckptimage.record.Text;

/** The values of fields as text: names where they have some, masks and addresses in hexadecimal. */
final class FieldText {
    /** Records of which most fields are addresses, registers or masks. */
    private static final ImmutableSet<RecordType> HEXADECIMAL = Sets.immutableEnumSet(
            RecordType.CPU,
            RecordType.THREAD,
            RecordType.RESTART_BLOCK,
            RecordType.MM,
            RecordType.MM_CONTEXT,
            RecordType.VMA,
            RecordType.SIGHAND);

    private static final ImmutableSet<String> HEXADECIMAL_FIELDS = ImmutableSet.of(
            "compat_robust_futex_list",
            "robust_futex_list",
            "set_child_tid",
            "clear_child_tid",
            "sas_ss_sp",
            "perms.key",
            "termios.c_iflag",
            "termios.c_oflag",
            "termios.c_cflag",
            "termios.c_lflag");

    private static final ImmutableMap<String, FlagKind> FLAGS = ImmutableMap.<String, FlagKind>builder()
            .put("FILE.f_flags", FlagKind.F_FLAGS)
            .put("FILE.f_mode", FlagKind.F_MODE)
            .put("FILE.flags", FlagKind.EVENTFD_FLAGS)
            .put("HEADER.uflags", FlagKind.CHECKPOINT_FLAGS)
            .put("TASK.flags", FlagKind.TASK_FLAGS)
            .put("THREAD.thread_info_flags", FlagKind.THREAD_INFO_FLAGS)
            .put("VMA.vm_flags", FlagKind.VM_FLAGS)
            .put("MM.def_flags", FlagKind.VM_FLAGS)
            .put("MM.flags", FlagKind.MM_FLAGS)
            .put("SOCKET.socket.flags", FlagKind.SOCKET_FLAGS)
            .put("SOCKET.sock.flags", FlagKind.SOCK_FLAGS)
            .put("SOCKET.sock.shutdown", FlagKind.SOCK_SHUTDOWN)
            .put("SOCKET.sock.userlocks", FlagKind.SOCK_USERLOCKS)
            .put("SOCKET_UNIX.flags", FlagKind.UNIX_SOCKET_FLAGS)
            .put("TTY.flags", FlagKind.TTY_FLAGS)
            .put("SIGHAND.sa_flags", FlagKind.SA_FLAGS)
            .put("CRED.cap_s.securebits", FlagKind.SECUREBITS)
            .put("IPC_SHM.flags", FlagKind.SHM_FLAGS)
            .buildOrThrow();

    private FieldText() {}

    /** A number in a record. */
    static String of(RecordType record, Field field, Side side, long offset) {
        long value = number(field.type(), side.bytes(), offset);
        String name = record + "." + field.name();
        FlagKind kind = FLAGS.get(name);
        if (kind != null) {
            Flags flags = Flags.of(kind, side.format().architecture(), value);
            return value == 0 ? "0x0" : hex(value) + " " + flags;
        }
        Optional<String> constant = constant(name, value);
        if (constant.isPresent()) {
            return constant.get();
        }
        boolean hexadecimal = HEXADECIMAL.contains(record)
                || HEXADECIMAL_FIELDS.contains(field.name())
                || field.name().startsWith("cap_s.");
        return hexadecimal ? hex(value) : field.type() == FieldType.U64 ? Long.toUnsignedString(value) : "" + value;
    }

    private static Optional<String> constant(String name, long value) {
        switch (name) {
            case "FILE.f_type":
                return Optional.ofNullable(FileType.of((int) value)).map(FileType::id);
            case "VMA.vma_type":
                return Optional.of(area(value));
            default:
                return Optional.empty();
        }
    }

    /** The kind of an area. Which of the areas of a segment defines it is no matter of meaning. */
    private static String area(long type) {
        VmaType known = type == (int) type ? VmaType.of((int) type) : null;
        if (known == null) {
            return Long.toString(type);
        }
        return switch (known) {
            case SHM_ANON_SKIP -> VmaType.SHM_ANON.name();
            case HUGETLB_SKIP -> VmaType.HUGETLB.name();
            default -> known.name();
        };
    }

    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** An array of bytes or characters. */
    static String bytes(Field field, Side side, long offset, int length) {
        ByteBuf bytes = side.image().source().slice(offset, length);
        return field.type() == FieldType.CHAR ? text(new Text(bytes)) : Digests.text(bytes);
    }

    /** A text of the image, or where it is no UTF-8 its bytes. */
    static String text(Text text) {
        if (text.isUtf8()) {
            return text.toString();
        }
        return Digests.text(text.bytes().slice(text.bytes().readerIndex(), text.length()));
    }

    /** What an element of an array is called. */
    static String elementName(RecordType record, String field, int index) {
        if (record == RecordType.SIGHAND) {
            return "signal " + signal(index + 1);
        }
        ResourceLimit limit = record == RecordType.SIGNAL ? ResourceLimit.of(index) : null;
        return limit == null ? field + "[" + index + "]" : "limit " + limit;
    }

    /** {@code 10 USR1}. */
    static String signal(long number) {
        return number + Signals.name(number).map(name -> " " + name).orElse("");
    }

    /** A number of the image in its byte order; u64 above 2^63 come out negative. */
    static long number(FieldType type, OrderedBytes bytes, long offset) {
        return switch (type) {
            case U8, CHAR -> bytes.u8(offset);
            case U16 -> bytes.u16(offset);
            case S16 -> (short) bytes.u16(offset);
            case U32 -> bytes.u32(offset);
            case S32 -> bytes.s32(offset);
            case U64, S64 -> bytes.u64(offset);
            case STRUCT -> throw new IllegalStateException("a struct is no number");
        };
    }
}
