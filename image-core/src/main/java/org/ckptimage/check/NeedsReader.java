package org.ckptimage.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.FileType;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.FlagTable;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.NumberTable;
import org.ckptimage.image.Role;
import org.ckptimage.image.Task;
import org.ckptimage.io.OrderedBytes;
import org.ckptimage.record.ObjRef;

/** Gathers what an image needs, record by record. */
final class NeedsReader {
    private static final int DEAD = 64;

    /** A name while its uses are gathered. */
    private static final class Name {
        private final String path;
        private Needs.FileKind kind;
        private final int place;
        private int access;
        private final Set<Needs.Reason> reasons = new TreeSet<>();
        private final Set<Integer> tasks = new TreeSet<>();
        private final Set<ObjRef> objects = new TreeSet<>();

        Name(String path, Needs.FileKind kind, int place) {
            this.path = path;
            this.kind = kind;
            this.place = place;
        }

        Needs.File toFile() {
            AccessMode mode =
                    access == 3 ? AccessMode.READ_WRITE : access == 2 ? AccessMode.WRITE_ONLY : AccessMode.READ_ONLY;
            return new Needs.File(
                    path, kind, access == 0 ? Optional.empty() : Optional.of(mode), reasons, tasks, objects);
        }
    }

    private final Image image;
    private final OrderedBytes bytes;
    private final FlagTable fileFlags;
    private final NeededAddresses addresses;
    private final Map<String, Name> names = new LinkedHashMap<>();
    /** The same in their order. */
    private final List<Name> inOrder = new ArrayList<>();
    /** Number of a file to the place of its name. */
    private final NumberTable nameOfFile = new NumberTable();

    private final Pairs tasksOfTable = new Pairs();
    private final Pairs tasksOfMemory = new Pairs();
    private final Pairs tasksOfFs = new Pairs();
    private final Pairs tablesOfFile = new Pairs();
    private final Pairs mappingsOfFile = new Pairs();
    private final Pairs executableOf = new Pairs();
    private final Pairs namesOfFs = new Pairs();
    private final List<Needs.Terminal> terminals = new ArrayList<>();
    private final List<Needs.IpcObject> ipcObjects = new ArrayList<>();
    private final List<Needs.Namespace> namespaces = new ArrayList<>();
    private final Map<Target.Limit, Long> limits = new EnumMap<>(Target.Limit.class);
    private final BitSet zombies = new BitSet();
    private int current = -1;
    private At file;

    NeedsReader(Image image) {
        this.image = image;
        this.bytes =
                new OrderedBytes(image.source(), image.format().architecture().byteOrder());
        this.fileFlags = FlagKind.F_FLAGS.table(image.format().architecture());
        this.addresses = new NeededAddresses();
    }

    Needs read() {
        for (ImageRecord record : image.records()) {
            if (record.isRecord() && record.type().isPresent()) {
                read(new At(record, image.format(), bytes));
            }
        }
        addresses.socketNames().forEach((path, number) -> {
            Name name = name(path, Needs.FileKind.SOCKET);
            name.reasons.add(Needs.Reason.SOCKET_NAME);
            name.objects.add(ObjRef.of(number));
        });
        namesOfFs.forEach((fs, name) -> tasksOfFs.with(fs, inOrder.get(name).tasks::add));
        join(tablesOfFile, tasksOfTable, Needs.Reason.DESCRIPTOR);
        join(mappingsOfFile, tasksOfMemory, Needs.Reason.MAPPING);
        join(executableOf, tasksOfMemory, Needs.Reason.EXECUTABLE);
        Arrays.stream(nameOfFile.numbers())
                .mapToObj(this::nameOfFile)
                .filter(name -> name.reasons.isEmpty())
                .forEach(name -> name.reasons.add(Needs.Reason.DESCRIPTOR));
        return new Needs(
                names.values().stream().map(Name::toFile).toList(),
                pids(),
                addresses.all(),
                terminals,
                ipcObjects,
                namespaces,
                limits.entrySet().stream()
                        .map(limit -> new Needs.Limit(limit.getKey(), limit.getValue()))
                        .toList(),
                Target.from(image));
    }

    /** Which table, address space and directories the task at hand uses. */
    private void users(At at) {
        int pid = current >= 0 && current < image.tasks().size()
                ? image.tasks().get(current).pid()
                : 0;
        tasksOfTable.add(at.s32("files_objref"), pid);
        tasksOfMemory.add(at.s32("mm_objref"), pid);
        tasksOfFs.add(at.s32("fs_objref"), pid);
    }

    /** Notes who uses files: tasks whose tables or memories name them. */
    private void join(Pairs holders, Pairs tasks, Needs.Reason reason) {
        holders.forEach((file, holder) -> {
            Name name = nameOfFile(file);
            if (name != null) {
                name.reasons.add(reason);
                tasks.with(holder, name.tasks::add);
            }
        });
    }

    private Name name(String path, Needs.FileKind kind) {
        return names.computeIfAbsent(path, p -> {
            Name name = new Name(path, kind, inOrder.size());
            inOrder.add(name);
            return name;
        });
    }

    /** The name of a file, or null. */
    private Name nameOfFile(int file) {
        int name = nameOfFile.get(file);
        return name == NumberTable.ABSENT ? null : inOrder.get(name);
    }

    private static int enclosing(At at) {
        return at.record()
                .definition()
                .map(ImageObject::ref)
                .map(ObjRef::number)
                .orElse(0);
    }

    private void read(At at) {
        switch (at.type()) {
            case TASK:
                current++;
                if (at.number("state") == DEAD) {
                    zombies.set(current);
                }
                break;
            case TASK_OBJS:
                users(at);
                break;
            case FILE:
                file = at;
                break;
            case FILE_NAME:
                fileName(at);
                break;
            case FILE_DESC:
                tablesOfFile.add(at.s32("fd_objref"), enclosing(at));
                atLeast(Target.Limit.OPEN_FILES, at.number("fd_descriptor") + 1);
                break;
            case FILE_TABLE:
                atLeast(Target.Limit.OPEN_FILES_OF_SYSTEM, at.number("fdt_nfds"));
                break;
            case MM:
                executableOf.add(at.s32("exe_objref"), enclosing(at));
                break;
            case VMA:
                mappingsOfFile.add(at.s32("vma_objref"), enclosing(at));
                break;
            case TTY:
                terminal(at);
                break;
            case SOCKET:
                addresses.socket(at, enclosing(at));
                atLeast(Target.Limit.WAITING_DATAGRAMS, addresses.waitingDatagrams(at));
                break;
            case SOCKET_UNIX:
                addresses.unix(at);
                break;
            case SOCKET_INET:
                addresses.inet(at);
                break;
            case STRING:
                if (at.role() == Role.SOCKET_CWD) {
                    addresses.directory(at.text());
                }
                break;
            case IPC_SHM:
                ipc(at, Needs.IpcKind.SEGMENT, "shm_segsz");
                break;
            case IPC_MSG:
                ipc(at, Needs.IpcKind.QUEUE, "q_cbytes");
                break;
            case IPC_SEM:
                ipc(at, Needs.IpcKind.SEMAPHORES, "sem_nsems");
                break;
            case IPC_MSG_MSG:
                atLeast(Target.Limit.MESSAGE_BYTES, at.number("m_ts"));
                break;
            case UTS_NS:
            case IPC_NS:
            case USER_NS:
            case NET_NS:
                namespaces.add(new Needs.Namespace(at.name(), ObjRef.of(enclosing(at))));
                break;
            default:
                break;
        }
    }

    private void atLeast(Target.Limit limit, long value) {
        if (value > 0) {
            limits.merge(limit, value, Math::max);
        }
    }

    private void fileName(At at) {
        if (at.role() == Role.CWD || at.role() == Role.ROOT) {
            Name name = name(at.text(), Needs.FileKind.DIRECTORY);
            name.kind = Needs.FileKind.DIRECTORY;
            name.reasons.add(at.role() == Role.CWD ? Needs.Reason.WORKING_DIRECTORY : Needs.Reason.ROOT);
            namesOfFs.add(enclosing(at), name.place);
            return;
        }
        if (at.role() != Role.PATH || file == null) {
            return;
        }
        long flags = file.number("f_flags");
        Name name = name(at.text(), Needs.FileKind.FILE);
        if (file.fileType().orElse(null) == FileType.FIFO) {
            name.kind = Needs.FileKind.FIFO;
        } else if (fileFlags.has(flags, "O_DIRECTORY")) {
            name.kind = Needs.FileKind.DIRECTORY;
        }
        name.access |= (int) (flags + 1) & 3;
        name.objects.add(ObjRef.of(enclosing(at)));
        if (nameOfFile.putIfAbsent(enclosing(at), name.place) != NumberTable.ABSENT) {
            nameOfFile.replace(enclosing(at), name.place);
        }
    }

    private void terminal(At at) {
        if (at.number("driver_subtype") != 1) {
            return;
        }
        terminals.add(new Needs.Terminal(at.number("index"), ObjRef.of(enclosing(at))));
        Name name = name("/dev/ptmx", Needs.FileKind.FILE);
        name.access = 3;
        name.reasons.add(Needs.Reason.TERMINAL);
        name.objects.add(ObjRef.of(enclosing(at)));
        atLeast(Target.Limit.PSEUDO_TERMINALS, at.number("index") + 1);
    }

    private void ipc(At at, Needs.IpcKind kind, String size) {
        ipcObjects.add(new Needs.IpcObject(kind, at.s32("perms.id"), at.number("perms.key"), at.number(size)));
    }

    private List<Needs.Pid> pids() {
        List<Needs.Pid> pids = new ArrayList<>();
        Set<Integer> known = new HashSet<>();
        List<Task> tasks = image.tasks();
        for (Task task : tasks) {
            known.add(task.pid());
            Needs.PidKind kind = zombies.get(task.number())
                    ? Needs.PidKind.ZOMBIE
                    : task.isThread() ? Needs.PidKind.THREAD : Needs.PidKind.PROCESS;
            pids.add(new Needs.Pid(task.pid(), kind, task.comm()));
        }
        for (Task task : tasks) {
            for (int id : new int[] {task.session(), task.threadGroup(), task.processGroup()}) {
                if (id > 0 && known.add(id)) {
                    pids.add(new Needs.Pid(id, Needs.PidKind.GHOST, ""));
                }
            }
        }
        return pids;
    }
}
