package org.ckptimage.check;

import org.ckptimage.format.Architecture;
import org.ckptimage.format.RecordType;

/** Processor state: THREAD, RESTART_BLOCK, CPU and CPU_FPU. */
final class CpuRules {
    private static final long FORBIDDEN_THREAD_FLAGS = 1L << 8 | 1L << 22;
    private static final int TLS_ENTRIES = 3;
    private static final int TLS_SIZE = 24;
    private static final int CLOCKS = 16;
    /** Flags that a program may set: all else must be as a fresh task has it. */
    private static final long USER_FLAGS = 0x254dd5;

    private static final long FIXED_FLAGS = 0x202;
    private static final int POWERPC_FEATURES = 0x1f;
    private static final int POWERPC_REGISTERS = 44;

    private final Restart restart;
    private final Findings findings;

    CpuRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        on.record(RecordType.THREAD, this::threadLength);
        on.record(RecordType.THREAD, this::threadFlags);
        on.record(RecordType.THREAD, this::descriptors);
        on.record(RecordType.RESTART_BLOCK, this::restartBlock);
        on.record(RecordType.RESTART_BLOCK, this::clock);
        on.record(RecordType.CPU, this::selectors);
        on.record(RecordType.CPU, this::flags);
        on.record(RecordType.CPU, this::powerpc);
        on.record(RecordType.CPU_FPU, this::floatingPoint);
    }

    private boolean isX86() {
        return restart.architecture().isX86();
    }

    /** R047: x86 has its three TLS descriptors behind the struct. */
    private void threadLength(At at) {
        if (!isX86()) {
            return;
        }
        long size = restart.format().layout(RecordType.THREAD).size() + TLS_SIZE;
        if (at.length() != size) {
            findings.found("R047", at).say("THREAD has %d bytes, not %d", at.length(), size);
        }
    }

    /** R048: no seccomp, no I/O bitmap. */
    private void threadFlags(At at) {
        long flags = at.number("thread_info_flags");
        if (isX86() && (flags & FORBIDDEN_THREAD_FLAGS) != 0) {
            findings.found("R048", at, "thread_info_flags")
                    .say("thread_info_flags 0x%x has seccomp or an I/O bitmap", flags);
        }
    }

    /** R049: TLS descriptors. */
    private void descriptors(At at) {
        if (!isX86()) {
            return;
        }
        if (at.number("gdt_entry_tls_entries") != TLS_ENTRIES) {
            findings.found("R049", at, "gdt_entry_tls_entries")
                    .say("there are %d TLS descriptors, not %d", at.number("gdt_entry_tls_entries"), TLS_ENTRIES);
        }
        if (at.number("sizeof_tls_array") != TLS_SIZE) {
            findings.found("R049", at, "sizeof_tls_array")
                    .say("the TLS descriptors have %d bytes, not %d", at.number("sizeof_tls_array"), TLS_SIZE);
        }
        int first = restart.format().layout(RecordType.THREAD).tailOffset();
        for (int i = 0; i < TLS_ENTRIES; i++) {
            long descriptor = at.u64At(first + 8L * i);
            boolean longMode = (descriptor >>> 53 & 1) != 0;
            boolean system = (descriptor >>> 44 & 1) == 0;
            boolean user = (descriptor >>> 45 & 3) == 3;
            if (descriptor != 0 && (longMode || system || !user)) {
                findings.found("R049", at)
                        .offset(at.offset() + first + 8L * i)
                        .say("TLS descriptor %d is 0x%016x, no data segment of user mode", i, descriptor);
            }
        }
    }

    /** R051: how an interrupted system call goes on. */
    private void restartBlock(At at) {
        long type = at.number("function_type");
        boolean compat = type == 4 || type == 5;
        boolean noCompat = restart.architecture() == Architecture.I386;
        if (type < 1 || type > 7 || compat && noCompat) {
            findings.found("R051", at, "function_type").say("a restart block of the kind %d", type);
        }
    }

    /** R052: the clock of an interrupted sleep. */
    private void clock(At at) {
        long type = at.number("function_type");
        int clock = (int) at.number("arg_0");
        if (type >= 2 && type <= 5 && (clock < 0 || clock >= CLOCKS)) {
            Findings.Draft draft = findings.found("R052", at, "arg_0");
            if (clock < 0) {
                draft.mend("W16");
            }
            draft.say("an interrupted sleep names the clock %d", clock);
        }
    }

    /** R054: segment selectors. */
    private void selectors(At at) {
        if (!isX86()) {
            return;
        }
        for (String field : new String[] {"fsindex", "gsindex", "cs", "ss", "ds", "es"}) {
            long selector = at.number(field);
            if (!isSelector(selector) || field.equals("cs") && selector == 0) {
                findings.found("R054", at, field).say("%s is the selector 0x%x", field, selector);
            }
        }
    }

    private boolean isSelector(long selector) {
        if (selector >= 0x8000) {
            return selector <= 0x9fff;
        }
        if (selector >= 0x4000) {
            return selector < 0x4000 + TLS_ENTRIES;
        }
        return selector <= (restart.architecture() == Architecture.I386 ? 2 : 4);
    }

    /** R055: the flags register. */
    private void flags(At at) {
        long flags = at.number("flags") & 0xffffffffL;
        if (isX86() && (flags & ~USER_FLAGS) != FIXED_FLAGS) {
            findings.found("R055", at, "flags").say("the processor's flags are 0x%x", flags);
        }
    }

    /** R056: the size of the floating-point state. */
    private void floatingPoint(At at) {
        restart.headRecord(RecordType.HEADER_ARCH)
                .filter(head -> head.has("xstate_size"))
                .ifPresent(head -> {
                    long size = head.number("xstate_size");
                    if (at.payload() != size) {
                        findings.found("R056", at)
                                .say("CPU_FPU has %d bytes, the processor's state %d", at.payload(), size);
                    }
                });
    }

    /** R057: what can be known of a powerpc register set. */
    private void powerpc(At at) {
        if (!restart.architecture().isPowerPc()) {
            return;
        }
        long features = at.number("features_used");
        if ((features & ~POWERPC_FEATURES) != 0) {
            findings.found("R057", at, "features_used").say("features_used 0x%x has unknown bits", features);
        }
        long size = (long) POWERPC_REGISTERS * restart.wordSize();
        if (at.number("pt_regs_size") != size) {
            findings.found("R057", at, "pt_regs_size")
                    .say("pt_regs_size is %d, the kernel's %d", at.number("pt_regs_size"), size);
        }
    }
}
