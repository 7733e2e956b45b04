package org.ckptimage.compare;

import java.util.Optional;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.Terminal;
import org.ckptimage.image.TtyFile;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.TtyRecord;

/** Ends of pseudo terminals: settings, state, unread input, and which master belongs to a slave. */
final class TerminalComparison {
    private final Findings findings;
    private final Links links;
    private final References references;

    TerminalComparison(Findings findings, Links links, References references) {
        this.findings = findings;
        this.links = links;
        this.references = references;
    }

    /** Lets two terminals meet, and what has no file of its own behind them. */
    void meet(String path, Optional<Terminal> left, Optional<Terminal> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return;
        }
        boolean first = links.meet(
                path,
                left.get().object().ref(),
                right.get().object().ref(),
                () -> compare(path, left.get(), right.get()));
        if (first) {
            links.later(
                    path,
                    "terminal",
                    left.get().object().ref().number(),
                    right.get().object().ref().number(),
                    this::meetMasters);
        }
    }

    private void meetMasters(String path, int left, int right) {
        meetIfNew(path + " > master", master(findings.left(), left), master(findings.right(), right));
    }

    private static Optional<Terminal> master(Side side, int slave) {
        return side.find(ObjRef.of(slave))
                .flatMap(object -> Terminal.of(side.image(), object))
                .flatMap(Terminal::master);
    }

    /** Lets two terminals meet that others name, unless they belong to files that met. */
    void meetIfNew(String path, Optional<Terminal> left, Optional<Terminal> right) {
        if (left.isPresent()
                && right.isPresent()
                && links.isNew(left.get().object().ref(), right.get().object().ref())) {
            meet(path, left, right);
        }
    }

    void comparePresence(String path, TtyFile left, TtyFile right) {
        references.presence(
                DifferenceKind.TERMINAL,
                path,
                left.ttyRef(),
                right.ttyRef(),
                FileNames.ofTerminal(left.terminal()),
                FileNames.ofTerminal(right.terminal()));
    }

    private void compare(String path, Terminal left, Terminal right) {
        ImageObject leftObject = left.object();
        ImageObject rightObject = right.object();
        for (RecordType type : new RecordType[] {RecordType.TTY, RecordType.TTY_LDISC}) {
            String at = type == RecordType.TTY ? path : path + " > line discipline";
            findings.records(DifferenceKind.TERMINAL, at, leftObject.record(type), rightObject.record(type));
        }
        findings.payloads(
                DifferenceKind.TERMINAL,
                path + " > unread input",
                leftObject.record(RecordType.BUFFER),
                rightObject.record(RecordType.BUFFER));
        references.identity(
                DifferenceKind.TERMINAL,
                path + " > master",
                link(left),
                link(right),
                FileNames.ofTerminal(left.master()),
                FileNames.ofTerminal(right.master()));
    }

    private static ObjRef link(Terminal terminal) {
        return terminal.record().map(TtyRecord::linkObjref).orElse(ObjRef.NONE);
    }
}
