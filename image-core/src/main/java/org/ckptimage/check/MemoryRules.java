package org.ckptimage.check;

import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.VmaType;
import org.ckptimage.image.Role;

/** Address spaces and their areas; pages are {@link PageRules}. */
final class MemoryRules {
    private static final long DEF_FLAGS = 0x2000;
    private static final long MM_FLAGS = 0x1ff;
    private static final long VM_FLAGS_REFUSED = 0x33e84400;
    private static final long WRITE = 2;
    private static final long SHARED = 8;
    private static final long MAY_SHARE = 0x80;
    private static final int MOST_LDT = 8192;

    private final Restart restart;
    private final Findings findings;
    private At vdso;

    MemoryRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        on.record(RecordType.MM, this::sections);
        on.record(RecordType.MM, at -> restart.refer("R151", at, "exe_objref", ObjectType.FILE, true));
        on.record(RecordType.MM, this::flags);
        on.record(RecordType.BUFFER, this::auxiliaryVector);
        on.record(RecordType.VMA, this::range);
        on.record(RecordType.VMA, this::numbers);
        on.record(RecordType.VMA, this::kind);
        on.record(RecordType.VMA, this::areaFlags);
        on.record(RecordType.VMA, this::sharing);
        on.record(RecordType.VMA, this::file);
        on.record(RecordType.VMA, this::sharedSegment);
        on.record(RecordType.VMA, this::attachedSegment);
        on.record(RecordType.MM_CONTEXT, this::context);
        on.record(RecordType.MM_CONTEXT_LDT, this::descriptorTable);
    }

    private static VmaType type(At at) {
        long number = at.number("vma_type");
        return number > VmaType.HUGETLB_SKIP.number() ? null : VmaType.of((int) number);
    }

    /** R150: code and data. */
    private void sections(At at) {
        vdso = null;
        for (String part : new String[] {"code", "data"}) {
            if (Long.compareUnsigned(at.number("start_" + part), at.number("end_" + part)) > 0) {
                findings.found("R150", at, "start_" + part)
                        .say("%s from 0x%x to 0x%x", part, at.number("start_" + part), at.number("end_" + part));
            }
        }
    }

    /** R152: flags of the address space. */
    private void flags(At at) {
        if ((at.number("def_flags") & ~DEF_FLAGS) != 0) {
            findings.found("R152", at, "def_flags")
                    .say("def_flags 0x%x, only 0x%x may be set", at.number("def_flags"), DEF_FLAGS);
        }
        if ((at.number("flags") & ~MM_FLAGS) != 0) {
            findings.found("R152", at, "flags")
                    .mend("W13")
                    .say("flags 0x%x, only 0x%x may be set", at.number("flags"), MM_FLAGS);
        }
    }

    /** R153, R012: the auxiliary vector. */
    private void auxiliaryVector(At at) {
        if (at.role() != Role.AUXV) {
            return;
        }
        At header = restart.headRecord(RecordType.HEADER).orElse(null);
        if (header == null || !header.has("constants.at_vector_size")) {
            return;
        }
        long size = 8 * header.number("constants.at_vector_size");
        if (size == 0) {
            findings.found("R012", header, "constants.at_vector_size")
                    .stop(at.offset())
                    .say("an auxiliary vector of no bytes");
        } else if (at.payload() != size) {
            findings.found("R153", at).say("the auxiliary vector has %d bytes, the kernel's %d", at.payload(), size);
        }
        for (long word = At.HEAD; restart.wordSize() == 4 && word + 8 <= at.length(); word += 8) {
            if (at.u64At(word) >>> 32 != 0) {
                findings.found("R153", at)
                        .offset(at.offset() + word)
                        .errno(Errno.E2BIG)
                        .say("a word of the auxiliary vector is 0x%x", at.u64At(word));
                return;
            }
        }
    }

    /** R154: where the area lies. */
    private void range(At at) {
        long start = at.number("vm_start");
        long end = at.number("vm_end");
        boolean mapped = type(at) != VmaType.IGNORE;
        if (Long.compareUnsigned(end, start) < 0 || mapped && end == start) {
            findings.found("R154", at, "vm_end").say("an area from 0x%x to 0x%x", start, end);
        } else if (mapped && start % restart.pageSize() != 0) {
            findings.found("R154", at, "vm_start").say("an area from 0x%x, which is no page", start);
        }
    }

    /** R155: object numbers. */
    private void numbers(At at) {
        for (String field : new String[] {"vma_objref", "ino_objref"}) {
            if (at.s32(field) < 0) {
                findings.found("R155", at, field).say("%s is %d", field, at.s32(field));
            }
        }
    }

    /** R156: kinds that can be restored. */
    private void kind(At at) {
        VmaType type = type(at);
        boolean huge = type == VmaType.HUGETLB || type == VmaType.HUGETLB_SKIP;
        if (type == null || type == VmaType.SHM_IPC || huge && !restart.format().has(RecordType.HPAGE)) {
            findings.found("R156", at, "vma_type").say("an area of the kind %d", at.number("vma_type"));
        }
        if (type == VmaType.VDSO) {
            vdso = at;
        }
    }

    /** R157: flags of the area. */
    private void areaFlags(At at) {
        VmaType type = type(at);
        if (type == VmaType.HUGETLB || type == VmaType.HUGETLB_SKIP) {
            return;
        }
        long refused = at.number("vm_flags") & VM_FLAGS_REFUSED;
        if (refused != 0) {
            findings.found("R157", at, "vm_flags").say("vm_flags 0x%x has 0x%x", at.number("vm_flags"), refused);
        }
    }

    /** R158: private or shared. */
    private void sharing(At at) {
        VmaType type = type(at);
        boolean shared = (at.number("vm_flags") & (SHARED | MAY_SHARE)) != 0;
        if ((type == VmaType.ANON || type == VmaType.FILE) && shared) {
            findings.found("R158", at, "vm_flags").say("a private area with the flags 0x%x", at.number("vm_flags"));
        } else if (type == VmaType.SHM_FILE && !shared) {
            findings.found("R158", at, "vm_flags").say("a shared mapping with the flags 0x%x", at.number("vm_flags"));
        }
    }

    /** R159, R160: a mapped file, and that it may be mapped so. */
    private void file(At at) {
        VmaType type = type(at);
        if (type != VmaType.FILE && type != VmaType.SHM_FILE) {
            return;
        }
        restart.refer("R159", at, "vma_objref", ObjectType.FILE, false)
                .flatMap(file -> file.find(RecordType.FILE))
                .ifPresent(file -> {
                    int access = (int) file.number("f_flags") + 1 & 3;
                    boolean writes = type == VmaType.SHM_FILE && (at.number("vm_flags") & WRITE) != 0;
                    if ((access & FileModes.READ) == 0 || writes && (access & FileModes.WRITE) == 0) {
                        findings.found("R160", at, "vma_objref")
                                .say(
                                        "a %s mapping of a file with f_flags 0x%x",
                                        writes ? "writable shared" : "readable", file.number("f_flags"));
                    }
                });
    }

    /** R161: shared anonymous memory. */
    private void sharedSegment(At at) {
        int number = at.s32("ino_objref");
        if (type(at) == VmaType.SHM_ANON) {
            if (number <= 0 || restart.known(number).isPresent()) {
                findings.found("R161", at, "ino_objref")
                        .errno(Errno.EINVAL)
                        .say(
                                "new shared memory has the number %d, which is %s",
                                number, number <= 0 ? "none" : "taken");
            }
        } else if (type(at) == VmaType.SHM_ANON_SKIP) {
            restart.refer("R161", at, "ino_objref", ObjectType.FILE, false);
        }
    }

    /** R162, R163, R164: an attached System V segment. */
    private void attachedSegment(At at) {
        if (type(at) != VmaType.SHM_IPC_SKIP) {
            return;
        }
        int number = at.s32("ino_objref");
        Definition segment = restart.known(number).orElse(null);
        if (number == 0) {
            findings.found("R162", at, "ino_objref").errno(Errno.EINVAL).say("an attached segment without a number");
        } else if (segment == null || !segment.is(ObjectType.FILE)) {
            findings.found("R162", at, "ino_objref")
                    .say(
                            "the attached segment #%d %s",
                            number, segment == null ? "is not there" : "is a " + segment.type());
        } else if (!segment.begin().is(RecordType.IPC_SHM)) {
            findings.found("R164", at, "ino_objref").say("#%d is no System V segment", number);
        }
        long length = at.number("vm_end") - at.number("vm_start");
        long size = at.number("ino_size");
        if (length != size) {
            boolean odd = size % restart.pageSize() != 0 && length - size > 0 && length - size < restart.pageSize();
            findings.found("R163", at, "ino_size")
                    .mend(odd ? "W11" : "W12")
                    .say("a segment of %d bytes is attached with %d", size, length);
        } else if (at.number("vm_pgoff") != 0) {
            findings.found("R163", at, "vm_pgoff")
                    .mend("W12")
                    .say("a segment is attached from page %d on", at.number("vm_pgoff"));
        }
    }

    /** R169: the vdso. */
    private void context(At at) {
        if (!at.has("vdso")) {
            return;
        }
        long address = at.number("vdso");
        long mapped = vdso == null ? 0 : vdso.number("vm_start");
        if (address != mapped) {
            findings.found("R169", at, "vdso")
                    .say(
                            "the vdso is at 0x%x, its area %s",
                            address, vdso == null ? "is missing" : "at 0x" + Long.toHexString(mapped));
        }
        if (at.number("ldt_entry_size") != 8) {
            findings.found("R169", at, "ldt_entry_size").say("entries of %d bytes", at.number("ldt_entry_size"));
        }
    }

    /** R170: the local descriptor table. */
    private void descriptorTable(At at) {
        At context = restart.enclosing()
                .flatMap(mm -> mm.find(RecordType.MM_CONTEXT))
                .orElse(null);
        if (context == null) {
            return;
        }
        long entries = context.number("nldt");
        if (entries > MOST_LDT) {
            findings.found("R170", context, "nldt").say("a table of %d descriptors, %d at most", entries, MOST_LDT);
        }
        if (at.payload() != 8 * entries) {
            findings.found("R170", at).say("%d descriptors in %d bytes", entries, at.payload());
        }
        boolean lost = false;
        for (long place = At.HEAD; place + 8 <= at.length() && place < At.HEAD + 8L * MOST_LDT; place += 8) {
            long descriptor = at.u64At(place);
            if ((descriptor >>> 42 & 3) == 3) {
                findings.found("R170", at)
                        .offset(at.offset() + place)
                        .say("descriptor %d is 0x%016x", (place - At.HEAD) / 8, descriptor);
                return;
            }
            if (!lost && descriptor >>> 56 != 0) {
                lost = true;
                findings.found("R170", at)
                        .offset(at.offset() + place)
                        .as(Severity.LOSS)
                        .say(
                                "descriptor %d loses the upper byte of its base: 0x%016x",
                                (place - At.HEAD) / 8, descriptor);
            }
        }
    }
}
