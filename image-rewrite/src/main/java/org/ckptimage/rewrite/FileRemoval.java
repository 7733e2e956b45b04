package org.ckptimage.rewrite;

import java.util.List;
import org.ckptimage.image.EpollSet;
import org.ckptimage.image.Fifo;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.PipeEnd;
import org.ckptimage.image.SocketFile;
import org.ckptimage.image.TtyFile;
import org.ckptimage.rewrite.draft.Draft;

/** What must go with an open file, or change, when it is no longer what it was: it varies with the kind. */
final class FileRemoval {
    private final Draft draft;
    private final Definitions definitions;
    private final Pipes pipes;
    private final Sockets sockets;
    private final Terminals terminals;

    FileRemoval(Image image, Draft draft, List<Consequence> consequences, Definitions definitions) {
        this.draft = draft;
        this.definitions = definitions;
        this.pipes = new Pipes(image, draft, consequences);
        this.sockets = new Sockets(image, draft, consequences, definitions);
        this.terminals = new Terminals(image, draft, consequences, definitions);
    }

    /** Takes from a file what its kind had beside the FILE record. The record itself is the caller's business. */
    void detach(OpenFile file) {
        if (file instanceof PipeEnd || file instanceof Fifo) {
            pipes.detach(file);
        } else if (file instanceof SocketFile socket) {
            sockets.detach(socket);
        } else if (file instanceof TtyFile tty) {
            terminals.detach(tty);
        } else if (file instanceof EpollSet set) {
            set.groupRecords().forEach(draft::delete);
        }
    }

    /** Takes from a socket what it has received and not read. */
    void dropReceived(OpenFile file) {
        if (!(file instanceof SocketFile socket)) {
            throw new RefusedException("file " + file + " is no socket, so it has no queue");
        }
        socket.sock().ifPresent(sockets::dropReceived);
    }

    /** When all files are detached: settles what they had in common with others, and sweeps what nobody needs. */
    void settle() {
        pipes.settle();
        terminals.settle();
        sockets.dropQueues();
        java.util.Collection<ImageObject> deleted = definitions.sweep();
        sockets.settle(deleted);
    }
}
