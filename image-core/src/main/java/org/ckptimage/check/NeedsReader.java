package org.ckptimage.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.FileType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
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
        private final Needs.FileKind kind;
        private int access;
        private final Set<Needs.Reason> reasons = new TreeSet<>();
        private final Set<Integer> tasks = new TreeSet<>();
        private final Set<ObjRef> objects = new TreeSet<>();

        Name(String path, Needs.FileKind kind) {
            this.path = path;
            this.kind = kind;
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
    private final NeededAddresses addresses;
    private final Map<String, Name> names = new LinkedHashMap<>();
    private final Map<Integer, Name> nameOfFile = new HashMap<>();
    private final Map<Integer, Set<Integer>> tasksOfTable = new HashMap<>();
    private final Map<Integer, Set<Integer>> tasksOfMemory = new HashMap<>();
    private final Map<Integer, Set<Integer>> tasksOfFs = new HashMap<>();
    private final Map<Integer, Set<Integer>> tablesOfFile = new HashMap<>();
    private final Map<Integer, Set<Integer>> mappingsOfFile = new HashMap<>();
    private final Map<Integer, Set<Integer>> executableOf = new HashMap<>();
    private final List<Needs.Terminal> terminals = new ArrayList<>();
    private final List<Needs.IpcObject> ipcObjects = new ArrayList<>();
    private final List<Needs.Namespace> namespaces = new ArrayList<>();
    private final Map<Target.Limit, Long> limits = new EnumMap<>(Target.Limit.class);
    private final Map<Integer, List<Name>> namesOfFs = new HashMap<>();
    private final Set<Integer> zombies = new HashSet<>();
    private int current = -1;
    private At file;

    NeedsReader(Image image) {
        this.image = image;
        this.bytes =
                new OrderedBytes(image.source(), image.format().architecture().byteOrder());
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
        namesOfFs.forEach((fs, directories) ->
                directories.forEach(name -> name.tasks.addAll(tasksOfFs.getOrDefault(fs, Set.of()))));
        join(tablesOfFile, tasksOfTable, Needs.Reason.DESCRIPTOR);
        join(mappingsOfFile, tasksOfMemory, Needs.Reason.MAPPING);
        join(executableOf, tasksOfMemory, Needs.Reason.EXECUTABLE);
        nameOfFile.values().stream()
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
        add(tasksOfTable, at.s32("files_objref"), pid);
        add(tasksOfMemory, at.s32("mm_objref"), pid);
        add(tasksOfFs, at.s32("fs_objref"), pid);
    }

    private static void add(Map<Integer, Set<Integer>> map, int key, int value) {
        map.computeIfAbsent(key, k -> new TreeSet<>()).add(value);
    }

    private void join(Map<Integer, Set<Integer>> holders, Map<Integer, Set<Integer>> tasks, Needs.Reason reason) {
        holders.forEach((number, holding) -> {
            Name name = nameOfFile.get(number);
            if (name != null) {
                name.reasons.add(reason);
                holding.forEach(holder -> name.tasks.addAll(tasks.getOrDefault(holder, Set.of())));
            }
        });
    }

    private Name name(String path, Needs.FileKind kind) {
        return names.computeIfAbsent(path, p -> new Name(path, kind));
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
                    zombies.add(current);
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
                add(tablesOfFile, at.s32("fd_objref"), enclosing(at));
                atLeast(Target.Limit.OPEN_FILES, at.number("fd_descriptor") + 1);
                break;
            case FILE_TABLE:
                atLeast(Target.Limit.OPEN_FILES_OF_SYSTEM, at.number("fdt_nfds"));
                break;
            case MM:
                add(executableOf, at.s32("exe_objref"), enclosing(at));
                break;
            case VMA:
                add(mappingsOfFile, at.s32("vma_objref"), enclosing(at));
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
            name.reasons.add(at.role() == Role.CWD ? Needs.Reason.WORKING_DIRECTORY : Needs.Reason.ROOT);
            namesOfFs.computeIfAbsent(enclosing(at), fs -> new ArrayList<>()).add(name);
            return;
        }
        if (at.role() != Role.PATH || file == null) {
            return;
        }
        boolean fifo = file.fileType().orElse(null) == FileType.FIFO;
        Name name = name(at.text(), fifo ? Needs.FileKind.FIFO : Needs.FileKind.FILE);
        name.access |= (int) (file.number("f_flags") + 1) & 3;
        name.objects.add(ObjRef.of(enclosing(at)));
        nameOfFile.put(enclosing(at), name);
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
            Needs.PidKind kind = zombies.contains(task.number())
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
