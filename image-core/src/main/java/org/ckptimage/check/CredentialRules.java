package org.ckptimage.check;

import java.util.Optional;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/** Users, groups, credentials and security labels, and what names them. */
final class CredentialRules {
    private static final int MOST_GROUPS = 65536;
    private static final int MOST_LABEL = 1024;

    private final Restart restart;
    private final Findings findings;
    private int userNamespaces;

    CredentialRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        on.record(RecordType.GROUPINFO, this::groupCount);
        on.record(RecordType.GROUPINFO, this::groupOrder);
        on.record(RecordType.USER_NS, this::userNamespace);
        on.record(RecordType.USER, at -> restart.refer("R013", at, "userns_ref", ObjectType.USER_NS, false));
        on.record(RecordType.CRED, this::cred);
        if (restart.options().keepLabels()) {
            on.record(RecordType.CRED, at -> label("R066", at, "sec_ref"));
            on.record(RecordType.IPC_SHM, at -> label("R066", at, "perms.sec_ref"));
            on.record(RecordType.IPC_MSG, at -> label("R066", at, "perms.sec_ref"));
            on.record(RecordType.IPC_SEM, at -> label("R066", at, "perms.sec_ref"));
            on.record(RecordType.FILE, at -> label("R105", at, "f_secref"));
        }
        on.record(RecordType.SECURITY, this::security);
        on.record(RecordType.STRING, this::labelText);
        on.record(RecordType.TASK_CREDS, this::taskCredentials);
    }

    /** R058: the group list is as long as it says. */
    private void groupCount(At at) {
        long groups = at.number("ngroups");
        int start = restart.format().layout(RecordType.GROUPINFO).tailOffset();
        if (groups > MOST_GROUPS || at.length() > At.HEAD + 16 + 4L * MOST_GROUPS) {
            findings.found("R058", at, "ngroups").say("a list of %d groups in %d bytes", groups, at.length());
        } else if (start + 4 * groups > at.length()) {
            findings.found("R058", at, "ngroups")
                    .as(Severity.LOSS)
                    .say("%d groups in a record of %d bytes: the kernel reads past its buffer", groups, at.length());
        }
    }

    /** R059: groups ascend. */
    private void groupOrder(At at) {
        int start = restart.format().layout(RecordType.GROUPINFO).tailOffset();
        long groups = Math.min(Math.min(at.number("ngroups"), MOST_GROUPS), (at.length() - start) / 4);
        for (int i = 1; i < groups; i++) {
            if (at.u32At(start + 4L * i) <= at.u32At(start + 4L * (i - 1))) {
                findings.found("R059", at)
                        .offset(at.offset() + start + 4L * i)
                        .say("group %d follows %d", at.u32At(start + 4L * i), at.u32At(start + 4L * (i - 1)));
                return;
            }
        }
    }

    /** R060 as far as a target tells; the creator by R013. */
    private void userNamespace(At at) {
        restart.refer("R013", at, "creator_ref", ObjectType.USER, true);
        boolean lacks = restart.target()
                .map(target -> target.lacksNamespaces("USER_NS"))
                .orElse(false);
        if (lacks && (userNamespaces++ > 0 || at.s32("creator_ref") != 0)) {
            findings.found("R060", at).say("the target has no user namespaces and restores one, without creator");
        }
    }

    /** R062: group list, then user. */
    private void cred(At at) {
        restart.refer("R062", at, "groupinfo_ref", ObjectType.GROUPINFO, false);
        restart.refer("R062", at, "user_ref", ObjectType.USER, false);
    }

    /** R066, R105: labels matter when they are to be kept. */
    private void label(String rule, At at, String field) {
        restart.refer(rule, at, field, ObjectType.SECURITY, true).ifPresent(found -> refused(rule, at, field));
    }

    /** Reports a label that the image's own security module does not take. */
    void refused(String rule, At at, String field) {
        Optional<String> running = restart.target().flatMap(Target::securityModule);
        String module = running.orElseGet(this::imagesModule);
        if (!module.equals("smack") && !module.equals("selinux")) {
            findings.found(rule, at, field)
                    .errno(Errno.ENOSYS)
                    .say("%s: the module '%s' takes no label", field, module);
        }
    }

    private String imagesModule() {
        return restart.image().head().securityModule().map(Object::toString).orElse("default");
    }

    /** R066: a label's second number. */
    private void security(At at) {
        int number = at.s32("ptrref");
        if (number <= 0 || restart.known(number).isPresent()) {
            findings.found("R066", at, "ptrref")
                    .as(Severity.LOSS)
                    .say("a label has the number %d, which is %s", number, number <= 0 ? "none" : "taken");
        }
    }

    /** R066: the length of a label. */
    private void labelText(At at) {
        if (at.role() == Role.LABEL && at.payload() > MOST_LABEL) {
            findings.found("R066", at).say("a label of %d bytes, %d at most", at.payload(), MOST_LABEL);
        }
    }

    /** R068: a task's credentials. */
    private void taskCredentials(At at) {
        restart.refer("R068", at, "cred_ref", ObjectType.CRED, false);
        restart.refer("R068", at, "ecred_ref", ObjectType.CRED, false);
    }
}
