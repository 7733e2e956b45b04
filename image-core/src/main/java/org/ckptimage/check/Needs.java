package org.ckptimage.check;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ckptimage.format.AccessMode;
import org.ckptimage.image.Image;
import org.ckptimage.record.ObjRef;

/**
 * Everything that the place of restart must have for an image: what a coordinator ships or provides before a restart.
 *
 * <pre>{@code
 * for (Needs.File file : Needs.of(image).missingBelow(Path.of("/srv/job/root")))
 *     System.out.println("missing: " + file.path() + " " + file.reasons());
 * }</pre>
 *
 * @param files names that must lead somewhere, in the order of the image, each with everything that it is needed for
 * @param pids ids of processes, in the order of the image
 * @param addresses addresses and ports of internet sockets, and abstract names of unix sockets
 * @param terminals pseudo terminals
 * @param ipcObjects System V objects, which are made in a namespace of their own
 * @param namespaces namespaces that are made
 * @param limits limits that must be at least so high
 * @param kernel the kernel and processor that the image was written by, and needs again
 */
public record Needs(
        List<File> files,
        List<Pid> pids,
        List<Address> addresses,
        List<Terminal> terminals,
        List<IpcObject> ipcObjects,
        List<Namespace> namespaces,
        List<Limit> limits,
        Target kernel) {

    public Needs {
        files = ImmutableList.copyOf(files);
        pids = ImmutableList.copyOf(pids);
        addresses = ImmutableList.copyOf(addresses);
        terminals = ImmutableList.copyOf(terminals);
        ipcObjects = ImmutableList.copyOf(ipcObjects);
        namespaces = ImmutableList.copyOf(namespaces);
        limits = ImmutableList.copyOf(limits);
    }

    /** What a name is needed for. */
    public enum Reason {
        /** A descriptor, an epoll set's watch, or an open file that nobody uses. */
        DESCRIPTOR,
        /** A memory area; the contents must be those of the checkpoint. */
        MAPPING,
        EXECUTABLE,
        WORKING_DIRECTORY,
        ROOT,
        /** The name of a unix socket, which is made anew: its directory must be there. */
        SOCKET_NAME,
        /** A pseudo terminal is made through it. */
        TERMINAL
    }

    /** What must stand behind a name. */
    public enum FileKind {
        /** A regular file, directory or device: what could be opened as it was. */
        FILE,
        DIRECTORY,
        FIFO,
        /** Nothing must stand there, but the directory above it must. */
        SOCKET
    }

    /**
     * A name that must lead somewhere.
     *
     * @param path as in the image, seen from the root of the restart
     * @param kind what must stand there
     * @param access how it is opened; of several ways the union
     * @param reasons what for
     * @param tasks pids of the tasks that use it
     * @param objects open files of the image that it is the name of
     */
    public record File(
            String path,
            FileKind kind,
            Optional<AccessMode> access,
            Set<Reason> reasons,
            Set<Integer> tasks,
            Set<ObjRef> objects) {
        public File {
            reasons = ImmutableSet.copyOf(reasons);
            tasks = ImmutableSet.copyOf(tasks);
            objects = ImmutableSet.copyOf(objects);
        }
    }

    /** What a process id is the id of. */
    public enum PidKind {
        PROCESS,
        THREAD,
        ZOMBIE,
        /** Of a process group or session whose leader is not in the image; restart(1) makes one up. */
        GHOST
    }

    /**
     * A process id, which must be free where pids are kept.
     *
     * @param number the pid
     * @param kind whether it is a process, a thread or less
     * @param command the command name of the task
     */
    public record Pid(int number, PidKind kind, String command) {}

    /** Kinds of addresses. */
    public enum Protocol {
        TCP,
        UDP,
        /** An abstract name of a unix socket. */
        ABSTRACT
    }

    /**
     * An address of a socket.
     *
     * @param protocol kind of the socket
     * @param address dotted, or the abstract name without its leading NUL
     * @param port 0 where there is none
     * @param listens whether it is bound to it again; else it belongs to a connection, which is taken up again
     * @param remote the other end of a connection, as {@code address:port}
     * @param socket the object
     */
    public record Address(
            Protocol protocol, String address, int port, boolean listens, Optional<String> remote, ObjRef socket) {}

    /**
     * A pseudo terminal: /dev/pts/{@code index}.
     *
     * @param index its number
     * @param object the terminal
     */
    public record Terminal(long index, ObjRef object) {}

    /** Kinds of System V objects. */
    public enum IpcKind {
        SEGMENT,
        QUEUE,
        SEMAPHORES
    }

    /**
     * A System V object.
     *
     * @param kind what it is
     * @param id its identifier, which it gets again
     * @param key 0 for a private one
     * @param size bytes of a segment or of a queue's messages, number of semaphores
     */
    public record IpcObject(IpcKind kind, int id, long key, long size) {}

    /**
     * A namespace that is made: {@code UTS_NS}, {@code IPC_NS}, {@code USER_NS}, {@code NET_NS}.
     *
     * @param kind which one
     * @param object the namespace
     */
    public record Namespace(String kind, ObjRef object) {}

    /**
     * A limit that must be as high as {@code least}.
     *
     * @param limit which one
     * @param least how much is needed of it
     */
    public record Limit(Target.Limit limit, long least) {}

    /** What an image needs. Reads all its records once; leaves out what cannot be read. */
    public static Needs of(Image image) {
        checkNotNull(image, "image");
        return new NeedsReader(image).read();
    }

    /**
     * The names that lead nowhere below a directory. Symbolic links are followed as the file system does; names in
     * /proc and relative ones, which depend on the moment of restart, are taken to be there.
     *
     * @param root where the root directory of the restart is, seen from here
     */
    public List<File> missingBelow(Path root) {
        checkNotNull(root, "root");
        TargetFiles target = new TargetFiles(Optional.of(root));
        return files.stream().filter(file -> isMissing(target, file)).collect(ImmutableList.toImmutableList());
    }

    private static boolean isMissing(TargetFiles target, File file) {
        switch (file.kind) {
            case DIRECTORY:
                return target.lookUpDirectory(file.path).isPresent();
            case SOCKET:
                int slash = file.path.lastIndexOf('/');
                return target.lookUpDirectory(slash <= 0 ? "/" : file.path.substring(0, slash))
                        .isPresent();
            default:
                return target.lookUp(file.path).isPresent();
        }
    }
}
