package org.ckptimage.compare;

import java.util.Optional;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.PipeEnd;
import org.ckptimage.image.Sock;
import org.ckptimage.image.SocketFile;
import org.ckptimage.image.Terminal;

/** What files are called in differences: as a Linux user knows them, without object numbers. */
final class FileNames {
    private FileNames() {}

    static String of(OpenFile file) {
        if (file instanceof PipeEnd pipe) {
            return pipe.isWriteEnd() ? "pipe, write end" : "pipe, read end";
        }
        if (file instanceof SocketFile socket) {
            return "socket " + socket.sock().map(Sock::summary).orElse("undefined");
        }
        return file.name();
    }

    static Fact fact(Optional<OpenFile> file) {
        return file.map(f -> Fact.of(of(f), f.definedBy().offset())).orElse(Fact.NONE);
    }

    static Fact fact(OpenFile file) {
        return fact(Optional.of(file));
    }

    static Fact ofSocket(Optional<Sock> sock) {
        return sock.map(s -> Fact.of(s.summary(), s.object().definedBy().offset()))
                .orElse(Fact.NONE);
    }

    static Fact ofTerminal(Optional<Terminal> terminal) {
        return terminal.map(t -> Fact.of(t.name(), t.object().definedBy().offset()))
                .orElse(Fact.NONE);
    }
}
