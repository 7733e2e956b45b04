package org.ckptimage.check;

import static org.ckptimage.check.RuleCase.crash;
import static org.ckptimage.check.RuleCase.fatal;
import static org.ckptimage.check.RuleCase.loss;
import static org.ckptimage.check.TaskCases.field;
import static org.ckptimage.check.TaskCases.set;

import java.util.List;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/** Images with broken address spaces. */
final class MemoryCases {
    private static final String PLAIN = "v20/plain";
    private static final String FUTEX = "v20/futex";
    private static final String IPC = "v20/ipc";

    private MemoryCases() {}

    private static RuleCase area(String rule, String image, int type, int nth, String field, long value) {
        return fatal(
                rule,
                image,
                "an area of type " + type + " with " + field + " = 0x" + Long.toHexString(value),
                p -> area(p, type, nth, field, value));
    }

    private static long area(ImagePatch p, int type, int nth, String field, long value) {
        ImagePatch.Place vma = p.where(RecordType.VMA, "vma_type", type, nth);
        p.set(vma, field, value);
        return vma.field(field);
    }

    static List<RuleCase> all() {
        return List.of(
                field("R150", PLAIN, RecordType.MM, 0, "start_code", -1),
                field("R151", PLAIN, RecordType.MM, 0, "exe_objref", -1),
                field("R151", PLAIN, RecordType.MM, 0, "exe_objref", 1).with(Errno.ENOMSG),
                field("R152", PLAIN, RecordType.MM, 0, "def_flags", 1),
                field("R152", PLAIN, RecordType.MM, 0, "flags", 0x100cd),
                fatal("R153", PLAIN, "an auxiliary vector that is too short", p -> {
                    ImagePatch.Place auxv = p.at(Role.AUXV, 0);
                    p.resize(auxv, auxv.length() - 8);
                    return auxv.offset();
                }),
                fatal("R153", "v20-i386/plain", "a word of 64 bits", p -> {
                            ImagePatch.Place auxv = p.at(Role.AUXV, 0);
                            p.put(auxv.offset() + 16, 8, 1L << 32);
                            return auxv.offset() + 16;
                        })
                        .with(Errno.E2BIG),
                area("R154", PLAIN, 1, 0, "vm_end", 0),
                area("R154", PLAIN, 1, 0, "vm_start", 0x400001),
                area("R155", PLAIN, 1, 0, "ino_objref", -1),
                fatal("R156", PLAIN, "an area of a kind of later kernels", p -> area(p, 1, 0, "vma_type", 9)),
                area("R157", PLAIN, 1, 0, "vm_flags", 0x400000),
                area("R158", PLAIN, 2, 0, "vm_flags", 0x8f),
                area("R159", PLAIN, 3, 0, "vma_objref", 0),
                area("R159", PLAIN, 3, 0, "vma_objref", 1).with(Errno.ENOMSG),
                fatal("R160", PLAIN, "a mapping of a file that is open to write alone", p -> {
                            ImagePatch.Place vma = p.where(RecordType.VMA, "vma_type", 3, 0);
                            p.set(vma, "vma_objref", writeOnly(p));
                            return vma.field("vma_objref");
                        })
                        .notFirst(),
                area("R161", FUTEX, 4, 0, "ino_objref", 0),
                area("R161", FUTEX, 5, 0, "ino_objref", 4711),
                crash("R162", IPC, "a segment that is not there", p -> area(p, 8, 0, "ino_objref", 4711)),
                fatal("R162", IPC, "a segment without a number", p -> area(p, 8, 0, "ino_objref", 0))
                        .with(Errno.EINVAL),
                area("R163", IPC, 8, 0, "ino_size", 131071),
                area("R163", IPC, 8, 0, "vm_pgoff", 1),
                fatal(
                        "R164",
                        IPC,
                        "an executable where a segment is attached",
                        p -> area(p, 8, 0, "ino_objref", p.get(p.at(RecordType.MM, 0), "exe_objref"))),
                fatal("R166", PLAIN, "a page more than there is", p -> {
                    ImagePatch.Place chunk = p.where(RecordType.PGARR, "nr_pages", 1, 0);
                    p.set(chunk, "nr_pages", 2);
                    return chunk.end();
                }),
                fatal("R167", PLAIN, "a page outside of all areas", p -> {
                    ImagePatch.Place pages = p.at(Role.PAGES, 0);
                    p.put(pages.offset() + 8, 8, 0x1000);
                    return pages.offset() + 8;
                }),
                fatal("R167", FUTEX, "a page beyond what a segment can have", p -> {
                            ImagePatch.Place vma = p.where(RecordType.VMA, "vma_type", 4, 0);
                            p.put(vma.end() + 16 + 8, 8, 1L << 40);
                            return vma.end() + 16 + 8;
                        })
                        .with(Errno.EFBIG),
                fatal("R168", PLAIN, "an area less than announced", p -> {
                    ImagePatch.Place mm = p.at(RecordType.MM, 0);
                    p.set(mm, "map_count", p.get(mm, "map_count") + 1);
                    return p.at(RecordType.MM_CONTEXT, 0).offset();
                }),
                field("R169", PLAIN, RecordType.MM_CONTEXT, 0, "vdso", 0x1000),
                field("R170", PLAIN, RecordType.MM_CONTEXT, 0, "nldt", 8193).notFirst(),
                fatal("R170", PLAIN, "a table without its descriptors", p -> {
                    set(p, RecordType.MM_CONTEXT, 0, "nldt", 512);
                    return p.at(RecordType.MM_CONTEXT_LDT, 0).offset();
                }),
                loss("R170", PLAIN, "a descriptor with a high base", p -> descriptor(p, 0x0850f30520200fffL)),
                fatal("R170", PLAIN, "a descriptor of a conforming segment", p -> descriptor(p, 0x0050fd0000000fffL)),
                fatal("R008", PLAIN, "a GROUPINFO where credentials are", p -> {
                    ImagePatch.Place cred = p.at(RecordType.CRED, 0);
                    p.resize(cred, 104);
                    return cred.offset();
                }));
    }

    private static long descriptor(ImagePatch p, long descriptor) {
        set(p, RecordType.MM_CONTEXT, 0, "nldt", 512);
        ImagePatch.Place table = p.at(RecordType.MM_CONTEXT_LDT, 0);
        p.resize(table, 8 + 8 * 512).put(table.offset() + 8, 8, descriptor);
        return table.offset() + 8;
    }

    /** A file that is open to write alone. */
    private static long writeOnly(ImagePatch p) {
        ImagePatch.Place file = p.at(org.ckptimage.format.FileType.GENERIC, 1);
        p.set(file, "f_flags", 0x8001).set(file, "f_mode", 0x1e);
        long number = p.get(p.at(ObjectType.FILE, 1), "objref");
        return number;
    }
}
