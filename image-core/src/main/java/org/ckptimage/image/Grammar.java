package org.ckptimage.image;

import com.google.common.collect.ImmutableList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/** The productions of one format. */
final class Grammar {
    final Production root = new RootProduction();
    final Production head;
    final Production task;
    final Production epollSet = new FileProductions.EpollSet();
    final Production queues = new SocketProductions.Queues();
    final Production queue = new SocketProductions.Queue();
    final Production pages = new MemoryProductions.Pages();
    final Production hugePages = new MemoryProductions.HugePages();
    final Production messages = new IpcProductions.Messages();
    final Production semaphores = new IpcProductions.OneBuffer("semaphores", Role.SEMAPHORES);

    private final Map<ObjectType, Production> bodies = new EnumMap<>(ObjectType.class);
    private final List<Production> all;

    Grammar(ImageFormat format) {
        head = new HeadProduction(format);
        task = new TaskProduction(format);
        bodies.put(ObjectType.FILE_TABLE, new FileProductions.Table());
        bodies.put(ObjectType.FILE, new FileProductions.OpenFile());
        bodies.put(ObjectType.TTY, new FileProductions.Terminal());
        bodies.put(ObjectType.SOCK, new SocketProductions.Sock());
        bodies.put(ObjectType.MM, new MemoryProductions.Mm());
        bodies.put(ObjectType.IPC_NS, new IpcProductions.Namespace());
        bodies.put(ObjectType.NETDEV, new IpcProductions.NetworkDevice());
        bodies.put(ObjectType.SEM_UNDO, new IpcProductions.SemaphoreUndo());
        bodies.put(
                ObjectType.FS,
                Sequence.of(RecordType.FS, RecordType.FILE_NAME, Role.CWD, RecordType.FILE_NAME, Role.ROOT));
        bodies.put(ObjectType.SECURITY, Sequence.of(RecordType.SECURITY, RecordType.STRING, Role.LABEL));
        bodies.put(ObjectType.CRED, Sequence.of(RecordType.CRED));
        bodies.put(ObjectType.GROUPINFO, Sequence.of(RecordType.GROUPINFO));
        bodies.put(ObjectType.USER, Sequence.of(RecordType.USER));
        bodies.put(ObjectType.USER_NS, Sequence.of(RecordType.USER_NS));
        bodies.put(ObjectType.UTS_NS, Sequence.of(RecordType.UTS_NS));
        bodies.put(ObjectType.NS, Sequence.of(RecordType.NS));
        bodies.put(ObjectType.SIGHAND, Sequence.of(RecordType.SIGHAND));
        bodies.put(ObjectType.NET_NS, Sequence.of(RecordType.NET_NS));
        all = ImmutableList.<Production>builder()
                .add(root, head, task, epollSet, queues, queue, pages, hugePages, messages, semaphores)
                .addAll(bodies.values())
                .build();
        for (int i = 0; i < all.size(); i++) {
            all.get(i).number(i);
        }
    }

    /** All productions by their numbers. */
    List<Production> all() {
        return all;
    }

    /** The body of a definition, or null for a type that cannot be defined. */
    Production body(ObjectType type) {
        return bodies.get(type);
    }
}
