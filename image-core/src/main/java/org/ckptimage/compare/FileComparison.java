package org.ckptimage.compare;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.BrokenFile;
import org.ckptimage.image.EpollSet;
import org.ckptimage.image.Fifo;
import org.ckptimage.image.GenericFile;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.PipeEnd;
import org.ckptimage.image.SocketFile;
import org.ckptimage.image.TtyFile;
import org.ckptimage.record.FileCommon;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.Text;

/** Open files of all kinds, and what belongs to them: names, pipes, sockets, terminals, watches. */
final class FileComparison {

    /** A pipe, as one of its ends shows it. */
    private record Pipe(ObjRef ref, ByteBuf contents) {}

    private final Findings findings;
    private final Links links;
    private final CredentialComparison credentials;
    private final SocketComparison sockets;
    private final TerminalComparison terminals;
    private final WatchComparison watches;

    FileComparison(
            Findings findings,
            Links links,
            References references,
            CredentialComparison credentials,
            TerminalComparison terminals) {
        this.findings = findings;
        this.links = links;
        this.credentials = credentials;
        this.sockets = new SocketComparison(findings, links, references);
        this.terminals = terminals;
        this.watches = new WatchComparison(findings, links, this);
    }

    /** Lets two files meet that are held by the same place, and what belongs to them. */
    void meet(String path, OpenFile left, OpenFile right) {
        if (!links.meet(path, left.objref(), right.objref(), () -> compare(path, left, right))) {
            return;
        }
        Optional<Pipe> leftPipe = pipe(left);
        Optional<Pipe> rightPipe = pipe(right);
        if (leftPipe.isPresent() && rightPipe.isPresent()) {
            links.meet(
                    path + " > pipe", leftPipe.get().ref, rightPipe.get().ref, () -> comparePipes(path, left, right));
        } else if (left instanceof SocketFile leftSocket && right instanceof SocketFile rightSocket) {
            sockets.meet(path + " > socket", leftSocket.sock(), rightSocket.sock());
        } else if (left instanceof TtyFile leftTty && right instanceof TtyFile rightTty) {
            terminals.meet(path + " > terminal", leftTty.terminal(), rightTty.terminal());
        } else if (left instanceof EpollSet leftSet && right instanceof EpollSet rightSet) {
            watches.follow(path, leftSet, rightSet);
        }
    }

    private void compare(String path, OpenFile left, OpenFile right) {
        if (left instanceof BrokenFile || right instanceof BrokenFile) {
            findings.unreadable(path, left.object().records(), right.object().records(), "no readable FILE");
            return;
        }
        findings.records(DifferenceKind.FILE, path, left.definedBy(), right.definedBy());
        findings.fact(DifferenceKind.FILE, path + " > name", name(left), name(right));
        FileCommon leftCommon = left.record().common();
        FileCommon rightCommon = right.record().common();
        credentials.compare(
                path + " > credentials",
                leftCommon.fCredref(),
                rightCommon.fCredref(),
                left.credentials(),
                right.credentials());
        credentials.labels(path, leftCommon.fSecref(), rightCommon.fSecref());
        compareKinds(path, left, right);
    }

    private void compareKinds(String path, OpenFile left, OpenFile right) {
        if (pipe(left).isPresent() != pipe(right).isPresent()) {
            findings.fact(DifferenceKind.PIPE, path + " > pipe", contents(left), contents(right));
        }
        if (left instanceof SocketFile leftSocket && right instanceof SocketFile rightSocket) {
            sockets.comparePresence(path + " > socket", leftSocket, rightSocket);
        } else if (left instanceof TtyFile leftTty && right instanceof TtyFile rightTty) {
            terminals.comparePresence(path + " > terminal", leftTty, rightTty);
        } else if (left instanceof EpollSet leftSet && right instanceof EpollSet rightSet) {
            watches.compare(path, leftSet, rightSet);
        }
    }

    private static Fact name(OpenFile file) {
        return path(file)
                .map(text -> Fact.of(
                        Words.text(text),
                        file.object()
                                .record(RecordType.FILE_NAME)
                                .orElse(file.definedBy())
                                .offset()))
                .orElse(Fact.NONE);
    }

    /** Only these two kinds are found by name; the names of the others tell what is compared anyway. */
    private static Optional<Text> path(OpenFile file) {
        return file instanceof GenericFile || file instanceof Fifo ? Optional.of(file.nameText()) : Optional.empty();
    }

    private static Optional<Pipe> pipe(OpenFile file) {
        if (file instanceof PipeEnd end) {
            return Optional.of(new Pipe(end.pipe(), end.contents()));
        }
        return file instanceof Fifo fifo ? Optional.of(new Pipe(fifo.pipe(), fifo.contents())) : Optional.empty();
    }

    private static Fact contents(OpenFile file) {
        return pipe(file).map(pipe -> Fact.of(Digests.text(pipe.contents))).orElse(Fact.NONE);
    }

    /** What a pipe holds; whether the image has its record at all matters, too. */
    private void comparePipes(String path, OpenFile left, OpenFile right) {
        findings.payloads(
                DifferenceKind.PIPE,
                path + " > pipe",
                contentsRecord(findings.left(), left),
                contentsRecord(findings.right(), right));
    }

    private static Optional<ImageRecord> contentsRecord(Side side, OpenFile file) {
        return pipe(file)
                .flatMap(pipe -> side.find(pipe.ref))
                .flatMap(pipe -> pipe.definedBy().definition())
                .flatMap(definer -> definer.record(RecordType.PIPE_BUF));
    }
}
