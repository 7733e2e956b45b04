package org.ckptimage.check;

import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/** Definitions as such: their numbers, their nesting, their places; and sizes of records in general. */
final class NestingRules {
    /** What the kernel can allocate in one piece. */
    private static final long MOST_IN_ONE_PIECE = 4L << 20;
    /** Levels of the kernel's stack: above, it runs over. Measured: 32 passes, 36 does not. */
    private static final int STACK = 35;

    private static final int LEVELS = 2;
    private static final int LEVELS_OF_A_SOCK = 3;

    private final Restart restart;
    private final Findings findings;
    /** Whether no number is taken twice, as in nearly all images: then none needs to be looked up. */
    private final boolean unique;

    private int levels;
    private boolean reportedDepth;

    NestingRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        this.unique = restart.image().objects().duplicates().isEmpty();
        on.taskEnd(this::actingDefinitions);
    }

    /** R006: the number is above 0. */
    void checkNumber(At objref) {
        if (objref.s32("objref") <= 0) {
            findings.found("R006", objref, "objref")
                    .say("OBJREF defines an object with the number %d", objref.s32("objref"));
        }
    }

    /** R185: as many levels as the stack has room for. */
    void checkOpen(Definition definition) {
        levels += weight(definition);
        if (levels >= STACK && !reportedDepth) {
            reportedDepth = true;
            findings.found("R185", definition.begin())
                    .say(
                            "%d definitions are open at one time; the kernel's stack does not hold that many",
                            restart.depth());
        }
        if (definition.is(ObjectType.FILE_TABLE) || definition.is(ObjectType.MM)) {
            restart.acts();
        }
        if (restart.task() >= 0 && restart.taskRecord(RecordType.TASK_OBJS).isPresent()) {
            findings.found("R182", definition.begin())
                    .say(
                            "%s is defined behind the task's TASK_OBJS, with the task's own limits and rights",
                            definition);
        }
    }

    private static int weight(Definition definition) {
        return definition.is(ObjectType.SOCK) ? LEVELS_OF_A_SOCK : LEVELS;
    }

    /** R007: the number is not taken; looked at when the body has been read. */
    void checkDuplicate(Definition definition) {
        levels -= weight(definition);
        if (unique || definition.type() == null || !definition.type().isDefinable()) {
            return;
        }
        restart.known(definition.number())
                .ifPresent(first -> findings.found("R007", definition.begin(), "objref")
                        .stop(definition.end())
                        .say(
                                "the number %d is taken by a %s, at offset %d",
                                definition.number(), first.type(), first.begin().offset()));
    }

    /** R010: a record that is read in one piece can be allocated in one piece. */
    void checkSize(At at) {
        if (at.length() <= MOST_IN_ONE_PIECE || at.type() == null) {
            return;
        }
        switch (at.role()) {
            case PAGES:
            case EPOLL_ITEMS:
            case TERMINAL_INPUT:
            case HUGE_PAGE:
                return;
            default:
                break;
        }
        if (at.is(RecordType.MM_CONTEXT_LDT) || at.is(RecordType.PIPE_BUF) || at.is(RecordType.PGARR)) {
            return;
        }
        findings.found("R010", at).say("%s has %d bytes, more than can be read in one piece", at.name(), at.length());
    }

    /** R015: a file table or an address space is defined by the task that uses it, once. */
    private void actingDefinitions() {
        At objects = restart.taskRecord(RecordType.TASK_OBJS).orElse(null);
        if (objects == null) {
            // What it uses is not there to be read: the image is cut or damaged, which other rules say.
            return;
        }
        int files = objects.s32("files_objref");
        int memory = objects.s32("mm_objref");
        boolean ownFiles = false;
        boolean ownMemory = false;
        for (Definition definition : restart.acting()) {
            boolean isTable = definition.is(ObjectType.FILE_TABLE);
            if (definition.number() == (isTable ? files : memory)) {
                ownFiles |= isTable;
                ownMemory |= !isTable;
                continue;
            }
            boolean late = isTable ? ownFiles : ownMemory;
            findings.found("R015", definition.begin())
                    .moment(definition.begin().offset())
                    .as(late ? Severity.LOSS : Severity.NOTE)
                    .say(
                            "%s is defined by a task that does not use it: it takes the place of the task's own %s",
                            definition, isTable ? "descriptors" : "memory");
        }
    }
}
