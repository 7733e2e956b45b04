package org.ckptimage.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.ckptimage.format.Meaning;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.VmaType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.record.FieldValue;
import org.ckptimage.record.SigInfo;
import org.ckptimage.record.SigPendingRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Single fields of real images are changed: that is a difference exactly if the field means something. What means
 * nothing is stated here once more, from what is known of the kernel, not from the code.
 */
class FieldEditTest {
    private static final int EDITS = 50;

    /** Fields that decide how the image goes on: another value makes another image of it, or none. */
    private static final Set<String> STRUCTURE = Set.of(
            "TREE.nr_tasks",
            "FILE_TABLE.fdt_nfds",
            "FILE.f_type",
            "CPU.used_math",
            "EPOLL_ITEMS.num_items",
            "EPOLL_ITEMS.epfile_objref",
            "TTY_LDISC.datalen",
            "TTY.flags",
            "SOCKET.sock_common.family",
            "SOCKET.sock.state",
            "SOCKET.sock.flags",
            "SOCKET.sock.type",
            "SOCKET.sock.protocol",
            "SOCKET_UNIX.laddr_len",
            "SOCKET_UNIX.laddr.sun_path",
            "SOCKET_QUEUE.skb_count",
            "SOCKET_BUFFER.nr_frags",
            "SOCKET_BUFFER.data_offset",
            "MM.map_count",
            "VMA.vma_type",
            "PGARR.nr_pages",
            "IPC.ipc_type",
            "IPC.ipc_count",
            "IPC_MSG.q_qnum",
            "IPC_MSG_MSG.m_ts",
            "IPC_SEM.sem_nsems",
            "OBJREF.objtype",
            "GROUPINFO.ngroups");

    /** Fields that mean nothing at all. */
    private static final Set<String> NEUTRAL = Set.of(
            "HEADER.time",
            "FILE.f_version",
            "VMA.vm_page_prot",
            "SOCKET_UNIX.raddr.sun_family",
            "SOCKET_UNIX.raddr.sun_path",
            "SOCKET.sock_common.state",
            "SOCKET_BUFFER.protocol",
            "SOCKET_BUFFER.hdr_len",
            "SOCKET_INET.daddr",
            "SOCKET_INET.rcv_saddr",
            "SOCKET_INET.saddr",
            "SOCKET_INET.dport",
            "SOCKET_INET.num",
            "SOCKET_INET.sport",
            // "raddr is never read"
            "SOCKET_UNIX.raddr_len",
            // "never filled in v20"
            "SOCKET_INET.inet6.saddr",
            "SOCKET_INET.inet6.rcv_saddr",
            "SOCKET_INET.inet6.daddr",
            // "only the value 64 matters"
            "TASK.state",
            // "value unused"
            "IPC_SHM.perms.seq",
            "IPC_MSG.perms.seq",
            "IPC_SEM.perms.seq",
            // sums of what follows
            "SOCKET_QUEUE.total_bytes",
            "SOCKET_BUFFER.lin_len",
            "SOCKET_BUFFER.frg_len",
            "SOCKET_BUFFER.skb_len",
            "IPC_MSG.q_cbytes",
            "MM_CONTEXT.nldt",
            "SIGPENDING.nr_pending",
            "SOCKET_INET.laddr.sin_zero",
            "SOCKET_INET.raddr.sin_zero");

    /** A field of a record, or a part of one. */
    private record Place(ImageRecord record, RecordType type, String name, int offset, int size) {
        String fullName() {
            return type + "." + name;
        }

        long number(String field) {
            return record.fields().orElseThrow().fields().stream()
                    .filter(f -> f.name().equals(field) && f instanceof FieldValue.NumberField)
                    .mapToLong(f -> ((FieldValue.NumberField) f).raw())
                    .findFirst()
                    .orElse(0);
        }
    }

    static Stream<Arguments> images() {
        return TestImages.real().stream()
                .filter(name -> !name.contains("mem"))
                .flatMap(name -> Stream.of(1L, 2L).map(seed -> Arguments.of(name, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("images")
    void aChangedFieldIsADifferenceIfItMeansSomething(String name, long seed) throws IOException {
        Random random = new Random(seed);
        try (Image image = TestImages.open(name)) {
            ByteBuf original = new NeutralEdits(image).bytes();
            List<Place> places = places(image);
            for (int i = 0; i < EDITS; i++) {
                Place place = places.get(random.nextInt(places.size()));
                ByteBuf bytes = original.copy();
                int at = (int) place.record.offset() + place.offset + random.nextInt(place.size);
                int bit = random.nextInt(8);
                bytes.setByte(at, bytes.getByte(at) ^ 1 << bit);
                if (place.fullName().equals("TASK.state") && bytes.getIntLE((int) place.record.offset() + 8) == 64) {
                    continue;
                }
                try (Image edited = TestImages.open(ByteBufUtil.getBytes(bytes))) {
                    Differences differences = Comparison.of(image, edited);
                    assertThat(differences.isEmpty())
                            .as("%s at %d: %s", place.fullName(), at, differences)
                            .isEqualTo(!means(image, place, at, bit));
                    assertThat(edited.damageCount()).isZero();
                }
            }
        }
    }

    private static List<Place> places(Image image) {
        List<Place> places = new ArrayList<>();
        for (ImageRecord record : image.records()) {
            RecordType type = record.type().orElse(null);
            boolean head = type == RecordType.HEADER_ARCH || type == RecordType.TAIL || type == RecordType.OBJREF;
            if (type == null
                    || head
                    || record.type().isEmpty()
                    || image.format().layout(type) == null) {
                continue;
            }
            if (image.format().layout(type).isFlexible()
                    && image.format().layout(type).size() == 8
                    && type != RecordType.SIGHAND) {
                continue;
            }
            record.fields().orElseThrow().fields().forEach(field -> add(places, record, type, "", field));
        }
        return places;
    }

    private static void add(List<Place> places, ImageRecord record, RecordType type, String prefix, FieldValue field) {
        String name = prefix + field.name();
        boolean header = type == RecordType.HEADER && !Set.of("time", "uflags").contains(name);
        boolean object = field.meaning().kind() == Meaning.Kind.REFERENCE
                || field.meaning().kind() == Meaning.Kind.DEFINITION;
        if (header || object || STRUCTURE.contains(type + "." + name)) {
            return;
        }
        if (field instanceof FieldValue.StructsField structs) {
            for (int i = 0; i < structs.elements().size(); i++) {
                String element = name + "[" + i + "].";
                structs.elements().get(i).forEach(inner -> add(places, record, type, element, inner));
            }
        } else if (field instanceof FieldValue.BytesField bytes && bytes.isText()) {
            places.add(new Place(record, type, name, field.offset(), 1));
        } else if (field instanceof FieldValue.NumbersField numbers) {
            int size = field.field().elementSize() * numbers.raw().length();
            if (size > 0) {
                places.add(new Place(record, type, name, field.offset(), size));
            }
        } else if (field.field().size() > 0) {
            places.add(
                    new Place(record, type, name, field.offset(), field.field().size()));
        }
    }

    /** Whether the field means something where it stands. */
    private static boolean means(Image image, Place place, int at, int bit) {
        if (NEUTRAL.contains(place.fullName())) {
            return false;
        }
        String field = place.name;
        switch (place.type) {
            case TASK:
                // "Zombie: only state, exit_state, exit_code are set"
                return place.number("state") != 64 || field.equals("exit_state") || field.equals("exit_code");
            case FILE:
                // "used only if the new file has LSEEK"
                return !field.equals("f_pos") || (place.number("f_mode") & 4) != 0;
            case VMA:
                return meansInVma(place, field);
            case SIGNAL:
                // "looked at only if tty_objref != 0"
                return !field.equals("tty_pgrp") || place.number("tty_objref") != 0;
            case SIGNAL_TASK:
                // "SIGKILL and SIGSTOP bits are dropped silently"
                int signal = (at - (int) place.record.offset() - 8) * 8 + bit + 1;
                return signal != 9 && signal != 19;
            case SIGPENDING:
                return meansInSigInfo(place);
            case SOCKET_INET:
                return meansForInet(image, place, field);
            case SOCKET_UNIX:
                return !field.equals("laddr.sun_family") || place.number("laddr_len") > 0;
            case SOCKET_BUFFER:
                return meansInBuffer(image, place);
            default:
                return true;
        }
    }

    private static boolean meansInVma(Place place, String field) {
        VmaType type = VmaType.of((int) place.number("vma_type"));
        return switch (field) {
            case "vm_pgoff" -> type != VmaType.ANON;
            case "ino_size" -> type == VmaType.SHM_ANON || type == VmaType.SHM_IPC_SKIP;
            default -> true;
        };
    }

    /** Fields by class of code. */
    private static boolean meansInSigInfo(Place place) {
        if (!place.name.startsWith("siginfo[")) {
            return true;
        }
        int index = Integer.parseInt(place.name.substring(8, place.name.indexOf(']')));
        String field = place.name.substring(place.name.indexOf('.') + 1);
        SigInfo info = ((SigPendingRecord) place.record.decode()).siginfo().get(index);
        List<String> always = List.of("signo", "_errno", "code");
        List<String> more = info.siCode() < 0 || info.siCode() >> 16 == 5
                ? List.of("pid", "uid", "sigval_ptr")
                : List.of("pid", "uid");
        return always.contains(field) || more.contains(field);
    }

    private static boolean meansForInet(Image image, Place place, String field) {
        boolean udp = image.records().subList(0, place.record.number()).stream()
                        .filter(r -> r.type().orElse(null) == RecordType.SOCKET)
                        .reduce((first, last) -> last)
                        .map(r -> r.bytes().getByte(r.bytes().readerIndex() + 96))
                        .orElseThrow()
                == 17;
        if (field.startsWith("icsk_ack.")) {
            return !udp;
        }
        return !field.startsWith("raddr.") || place.number("raddr_len") != 0;
    }

    /** Of unix sockets only bytes and sender mean something: the rest is the kernel's. */
    private static boolean meansInBuffer(Image image, Place place) {
        int owner = (int) place.number("pr_objref");
        ImageRecord socket = image.objects().definitions().stream()
                .filter(object -> object.ref().number() == owner)
                .findFirst()
                .orElseThrow()
                .records()
                .get(0);
        ByteBuf bytes = socket.bytes();
        return bytes.getUnsignedShortLE(bytes.readerIndex() + 32) == 2;
    }
}
