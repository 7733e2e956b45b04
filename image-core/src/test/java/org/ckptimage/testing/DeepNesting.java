package org.ckptimage.testing;

import java.util.ArrayList;
import java.util.List;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ObjectType;

/**
 * Definitions nested as deep as one likes, written without recursion: what readers must survive. A definition's end is
 * nowhere in the bytes, so only the order of the records makes the depth.
 */
final class DeepNesting {
    private DeepNesting() {}

    /** The file of the first of a chain of datagram sockets. */
    static final class SocketChain extends MadeUpFile {
        private final int depth;

        SocketChain(int depth) {
            super(FileType.SOCKET, 3, 2);
            this.depth = depth;
        }

        @Override
        int nested(ImageWriter out, MadeUpCreds task) {
            List<MadeUpSocket> chain = new ArrayList<>();
            for (int i = 0; i < depth; i++) {
                MadeUpSocket socket = MadeUpSocket.unix(MadeUpSocket.DGRAM);
                if (i > 0) {
                    chain.get(i - 1).connectedTo(socket);
                }
                chain.add(socket);
            }
            int first = out.reserve(depth);
            for (int i = 0; i < depth; i++) {
                out.objref(ObjectType.SOCK, first + i);
                chain.get(i).writeFirst(out);
            }
            for (int i = depth - 1; i >= 0; i--) {
                chain.get(i).writeSecond(out, first + i, i == depth - 1 ? 0 : first + i + 1, task);
            }
            return first;
        }

        @Override
        void own(RecordFields f, int number) {
            f.set("sock_objref", number);
        }
    }

    /** Credentials that nobody uses, each defined inside the definition of the one before. */
    static void creds(ImageWriter out, int depth, MadeUpCreds known) {
        int first = out.reserve(depth);
        for (int i = 0; i < depth; i++) {
            out.objref(ObjectType.CRED, first + i);
        }
        for (int i = 0; i < depth; i++) {
            known.body(out);
        }
    }
}
