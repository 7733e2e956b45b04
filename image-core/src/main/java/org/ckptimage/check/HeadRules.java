package org.ckptimage.check;

import java.util.HashSet;
import java.util.Set;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/** The head, which the coordinator of a restart reads, and TAIL. */
final class HeadRules {
    private static final int UTS_LENGTH = 65;
    private static final int LSM_NAME_LENGTH = 11;
    private static final int MOST_LSM_INFO = 200;
    private static final int SUBTREE = 1;
    private static final int NETNS = 2;
    private static final long MOST_IN_ONE_PIECE = 4L << 20;
    private static final Set<String> KNOWN_MODULES = Set.of("lsm_none", "default", "smack", "selinux");

    private final Restart restart;
    private final Findings findings;
    private final Set<String> namespacesSeen = new HashSet<>();

    HeadRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        on.record(RecordType.HEADER, this::checkpointFlags);
        on.record(RecordType.HEADER, this::kernel);
        on.record(RecordType.BUFFER, this::utsName);
        on.record(RecordType.HEADER_ARCH, this::processor);
        on.record(RecordType.BUFFER, this::securityModule);
        on.record(RecordType.LSM_INFO, this::securityModuleInformation);
        on.record(RecordType.TREE, this::taskCount);
        on.record(RecordType.BUFFER, this::pidArray);
        on.record(RecordType.UTS_NS, at -> oneNamespace(at, "R069", "UTS_NS"));
        on.record(RecordType.IPC_NS, at -> oneNamespace(at, "R071", "IPC_NS"));
    }

    /** R021: uflags. */
    private void checkpointFlags(At at) {
        long known = restart.atLeast(Dialect.V21) ? SUBTREE | NETNS : SUBTREE;
        long flags = at.number("uflags");
        if ((flags & ~known) != 0) {
            findings.found("R021", at, "uflags").say("uflags 0x%x has unknown bits 0x%x", flags, flags & ~known);
        }
    }

    /** R017, R019, R020, R022: the target's kernel is the one that wrote the image. */
    private void kernel(At at) {
        restart.target().ifPresent(target -> {
            if (target.architecture().isPresent() && target.architecture().get() != restart.architecture()) {
                findings.found("R017", at, "arch_id")
                        .say(
                                "the image is of %s, the target %s",
                                restart.architecture(), target.architecture().get());
            }
            compare("R019", at, "rev", target.rev());
            compare("R020", at, "major", target.major());
            compare("R020", at, "minor", target.minor());
            compare("R020", at, "patch", target.patch());
            target.constants().forEach((name, value) -> {
                if (at.has("constants." + name) && at.number("constants." + name) != value) {
                    findings.found("R022", at, "constants." + name)
                            .say("%s is %d, the target's %d", name, at.number("constants." + name), value);
                }
            });
        });
    }

    private void compare(String rule, At at, String field, java.util.OptionalInt wanted) {
        if (wanted.isPresent() && at.has(field) && at.number(field) != wanted.getAsInt()) {
            findings.found(rule, at, field)
                    .say("%s is %d, the target's %d", field, at.number(field), wanted.getAsInt());
        }
    }

    /** R023: release, version and machine have a fixed length. */
    private void utsName(At at) {
        Role role = at.role();
        boolean uts = role == Role.UTS_RELEASE || role == Role.UTS_VERSION || role == Role.UTS_MACHINE;
        if (uts && at.payload() != UTS_LENGTH) {
            findings.found("R023", at).say("the BUFFER of %s has %d bytes, not %d", role, at.payload(), UTS_LENGTH);
        }
    }

    /** R025: floating-point state. */
    private void processor(At at) {
        restart.target().ifPresent(target -> {
            compare("R025", at, "has_fxsr", target.fxsr());
            compare("R025", at, "has_xsave", target.xsave());
            compare("R025", at, "xstate_size", target.xstateSize());
        });
    }

    /** R027, R028, R029: the security module's name. */
    private void securityModule(At at) {
        if (at.role() != Role.LSM_NAME) {
            return;
        }
        if (at.payload() != LSM_NAME_LENGTH) {
            findings.found("R027", at)
                    .say("the security module's name has %d bytes, not %d", at.payload(), LSM_NAME_LENGTH);
        }
        if (!restart.options().keepLabels()) {
            return;
        }
        String name = at.text();
        restart.target()
                .flatMap(Target::securityModule)
                .filter(running -> !running.equals(name))
                .ifPresent(running -> findings.found("R028", at)
                        .say("the image is of the module '%s', the target runs '%s'", name, running));
        if (restart.target().isPresent() && !KNOWN_MODULES.contains(name)) {
            findings.found("R029", at).say("nothing restores labels of the module '%s'", name);
        }
    }

    /** R030: what the module wrote of itself. R031: Smack must be able to read it. */
    private void securityModuleInformation(At at) {
        if (at.payload() > MOST_LSM_INFO) {
            findings.found("R030", at)
                    .stop(at.end())
                    .say("LSM_INFO has a payload of %d bytes, %d at most", at.payload(), MOST_LSM_INFO);
            if (restart.target()
                    .flatMap(Target::securityModule)
                    .filter("smack"::equals)
                    .isPresent()) {
                findings.found("R031", at).say("Smack cannot read an LSM_INFO of %d bytes", at.payload());
            }
        }
    }

    /** R032: the number of tasks. */
    private void taskCount(At at) {
        int tasks = at.s32("nr_tasks");
        if (tasks <= 0 || 24L * tasks > Integer.MAX_VALUE) {
            findings.found("R032", at, "nr_tasks").say("TREE announces %d tasks", tasks);
        }
    }

    /** R033: the pid array has an entry for each task. */
    private void pidArray(At at) {
        if (at.role() != Role.PIDS) {
            return;
        }
        long tasks = restart.headRecord(RecordType.TREE)
                .map(tree -> tree.number("nr_tasks"))
                .orElse(0L);
        long entry = restart.format().pidEntry().size();
        if (at.payload() != tasks * entry) {
            findings.found("R033", at)
                    .say("the pid array has %d bytes; %d tasks need %d", at.payload(), tasks, tasks * entry);
        } else if (at.length() > MOST_IN_ONE_PIECE) {
            findings.found("R033", at).errno(Errno.ENOMEM).say("the pid array has %d bytes", at.payload());
        }
    }

    /** R069, R071: a kernel without namespaces of a kind restores one of them. */
    private void oneNamespace(At at, String rule, String kind) {
        boolean lacks =
                restart.target().map(target -> target.lacksNamespaces(kind)).orElse(false);
        boolean second = !namespacesSeen.add(kind);
        if (lacks && second) {
            findings.found(rule, at).say("a second %s, and the target has no namespaces of that kind", kind);
        }
    }
}
