package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.ckptimage.compare.Comparison;
import org.ckptimage.compare.Difference;
import org.ckptimage.compare.DifferenceKind;
import org.ckptimage.format.SocketType;
import org.ckptimage.image.Descriptor;
import org.ckptimage.image.EpollSet;
import org.ckptimage.image.FileUse;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.Sock;
import org.ckptimage.image.SocketFile;
import org.ckptimage.image.Task;
import org.ckptimage.image.TtyFile;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.SocketRecord;

/**
 * What may differ, by meaning, after some open files went or became others: these files, the watches on them, and what
 * the other ends of sockets and terminals must notice. Everything else must be as it was.
 */
final class Untouched {
    private final Image image;
    private final Set<OpenFile> touched;
    private final boolean replaced;
    private final List<String> own = new ArrayList<>();
    private final List<String> watches = new ArrayList<>();
    private final List<String> peers = new ArrayList<>();
    private final List<String> receivers = new ArrayList<>();

    private Untouched(Image image, Collection<OpenFile> touched, boolean replaced) {
        this.image = image;
        this.touched = Set.copyOf(touched);
        this.replaced = replaced;
        for (OpenFile file : touched) {
            paths(file).forEach(own::add);
            for (EpollSet set : file.watchedBy()) {
                addWatches(set, file);
            }
            if (file instanceof SocketFile socket) {
                socket.sock().ifPresent(this::addPeers);
            }
        }
    }

    /** Files that are gone. */
    static void but(Image image, Image result, Collection<OpenFile> gone) {
        new Untouched(image, gone, false).check(result);
        for (OpenFile file : gone) {
            for (FileUse use : file.descriptors()) {
                assertThat(result.task(use.task().pid())
                                .files()
                                .descriptor(use.descriptor().number()))
                        .as("%s", use)
                        .isEmpty();
            }
        }
    }

    /** Files that are gone, and single descriptors: a file whose last one is among them is gone, too. */
    static void but(Image image, Image result, Collection<OpenFile> gone, Collection<Descriptor> closed) {
        List<OpenFile> files = new ArrayList<>(gone);
        for (OpenFile file : image.files()) {
            boolean last = file.descriptors().stream()
                    .allMatch(use -> closed.stream()
                            .anyMatch(d -> d.definedBy().equals(use.descriptor().definedBy())));
            if (last && !file.descriptors().isEmpty()) {
                files.add(file);
            }
        }
        Untouched rest = new Untouched(image, files, false);
        for (Task task : image.tasks()) {
            for (Descriptor descriptor : task.files().descriptors()) {
                if (closed.stream().anyMatch(d -> d.definedBy().equals(descriptor.definedBy()))) {
                    rest.own.add("task " + task.pid() + " > fd " + descriptor.number());
                }
            }
        }
        rest.check(result);
    }

    /** Files in whose place others are. */
    static void butReplaced(Image image, Image result, Collection<OpenFile> files) {
        new Untouched(image, files, true).check(result);
    }

    private static List<String> paths(OpenFile file) {
        return file.descriptors().stream()
                .map(use ->
                        "task " + use.task().pid() + " > fd " + use.descriptor().number())
                .toList();
    }

    private void addWatches(EpollSet set, OpenFile file) {
        for (EpollSet.Watch watch : set.watches()) {
            if (watch.item().fileObjref().equals(file.objref())) {
                paths(set)
                        .forEach(path -> watches.add(
                                path + " > watch of fd " + watch.item().fd()));
            }
        }
    }

    private void addPeers(Sock sock) {
        for (OpenFile other : image.files()) {
            Sock socket = other instanceof SocketFile file ? file.sock().orElse(null) : null;
            if (socket != null && socket.peer().filter(sock::equals).isPresent()) {
                peers.addAll(paths(other));
            }
            if (socket != null
                    && socket.receiveQueue().stream()
                            .anyMatch(buffer ->
                                    buffer.sender().filter(sock::equals).isPresent())) {
                receivers.addAll(paths(other));
            }
        }
    }

    private void check(Image result) {
        assertThat(result.isComplete()).isTrue();
        assertThat(result.damages()).isEmpty();
        List<ObjRef> dangling = image.objects().dangling().stream()
                .map(reference -> reference.target())
                .toList();
        assertThat(result.objects().dangling())
                .extracting(reference -> reference.target())
                .isSubsetOf(dangling);
        for (Difference difference : Comparison.of(image, result)) {
            assertThat(isExpected(difference)).as(difference.toString()).isTrue();
        }
    }

    private boolean isExpected(Difference difference) {
        String path = difference.path();
        return own.stream().anyMatch(fd -> isOwn(fd, path))
                || watches.stream().anyMatch(watch -> path.equals(watch) || path.startsWith(watch + " > "))
                || peers.stream().anyMatch(fd -> isOfPeer(fd, difference))
                || receivers.stream().anyMatch(fd -> path.startsWith(fd + " > socket > sender of message "))
                || difference.kind() == DifferenceKind.SIGNALS && losesTerminal(difference);
    }

    /** A file that was replaced is another one, but behind the same descriptors. */
    private boolean isOwn(String fd, String path) {
        return path.startsWith(fd + " > ") && !(replaced && path.endsWith("close_on_exec"))
                || path.equals(fd) && !replaced;
    }

    /** A stream whose peer is gone reads to its end; a datagram socket finds nobody. */
    private boolean isOfPeer(String fd, Difference difference) {
        String socket = fd + " > socket";
        return difference.path().equals(socket + " > sock.shutdown")
                || difference.path().startsWith(socket + " > peer")
                || difference.kind() == DifferenceKind.QUEUE
                        && difference.path().startsWith(socket)
                        && touched.stream().anyMatch(Untouched::isSeqpacket);
    }

    private static boolean isSeqpacket(OpenFile file) {
        return file instanceof SocketFile socket
                && socket.sock()
                        .flatMap(Sock::record)
                        .flatMap(SocketRecord::socketType)
                        .filter(type -> type == SocketType.SEQPACKET)
                        .isPresent();
    }

    private boolean losesTerminal(Difference difference) {
        boolean terminal =
                difference.path().contains("terminal") || difference.path().contains("tty_");
        return terminal
                && touched.stream().anyMatch(TtyFile.class::isInstance)
                && image.files().stream().filter(TtyFile.class::isInstance).allMatch(touched::contains);
    }
}
