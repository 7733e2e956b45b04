package org.ckptimage.check;

import java.util.EnumMap;
import java.util.Map;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Damage;

/**
 * The rules of structure: each record where it belongs, of the right type and length. Reading the image has noticed
 * what is wrong; here it gets the rule that it breaks, the rule of the record's own where there is one.
 */
final class StructureRules {
    /** Rules that name the length of a record. */
    private static final Map<RecordType, String> LENGTH = new EnumMap<>(RecordType.class);
    /** Rules that name a record that must come, by the record that came. */
    private static final Map<RecordType, String> FOUND = new EnumMap<>(RecordType.class);
    /** Rules that name a record that must come. */
    private static final Map<RecordType, String> EXPECTED = new EnumMap<>(RecordType.class);

    static {
        LENGTH.put(RecordType.HEADER, "R016");
        LENGTH.put(RecordType.HEADER_ARCH, "R024");
        LENGTH.put(RecordType.CONTAINER, "R026");
        LENGTH.put(RecordType.TREE, "R032");
        LENGTH.put(RecordType.TASK, "R038");
        LENGTH.put(RecordType.THREAD, "R047");
        LENGTH.put(RecordType.RESTART_BLOCK, "R051");
        LENGTH.put(RecordType.CPU, "R053");
        LENGTH.put(RecordType.FILE, "R092");
        LENGTH.put(RecordType.PGARR, "R166");
        LENGTH.put(RecordType.SIGNAL_TASK, "R183");
        LENGTH.put(RecordType.TAIL, "R184");

        FOUND.put(RecordType.CPU_FPU, "R056");
        FOUND.put(RecordType.PIPE_BUF, "R097");
        FOUND.put(RecordType.EPOLL_ITEMS, "R111");
        FOUND.put(RecordType.SOCKET_QUEUE, "R111");
        FOUND.put(RecordType.SOCKET_BUFFER, "R137");
        FOUND.put(RecordType.FILE_DESC, "R109");
        FOUND.put(RecordType.IPC_SHM, "R072");
        FOUND.put(RecordType.IPC_MSG, "R072");
        FOUND.put(RecordType.IPC_SEM, "R072");
        FOUND.put(RecordType.IPC_MSG_MSG, "R079");
        FOUND.put(RecordType.VMA, "R168");

        EXPECTED.put(RecordType.HEADER_ARCH, "R024");
        EXPECTED.put(RecordType.CONTAINER, "R026");
        EXPECTED.put(RecordType.LSM_INFO, "R030");
        EXPECTED.put(RecordType.TREE, "R032");
        EXPECTED.put(RecordType.TASK, "R038");
        EXPECTED.put(RecordType.THREAD, "R047");
        EXPECTED.put(RecordType.RESTART_BLOCK, "R051");
        EXPECTED.put(RecordType.CPU, "R053");
        EXPECTED.put(RecordType.CPU_FPU, "R056");
        EXPECTED.put(RecordType.PIPE_BUF, "R097");
        EXPECTED.put(RecordType.EPOLL_ITEMS, "R111");
        EXPECTED.put(RecordType.SOCKET_QUEUE, "R111");
        EXPECTED.put(RecordType.SOCKET_BUFFER, "R137");
        EXPECTED.put(RecordType.FILE_DESC, "R109");
        EXPECTED.put(RecordType.IPC, "R072");
        EXPECTED.put(RecordType.IPC_SHM, "R072");
        EXPECTED.put(RecordType.IPC_MSG, "R072");
        EXPECTED.put(RecordType.IPC_SEM, "R072");
        EXPECTED.put(RecordType.IPC_MSG_MSG, "R079");
        EXPECTED.put(RecordType.TTY_LDISC, "R117");
        EXPECTED.put(RecordType.VMA, "R168");
        EXPECTED.put(RecordType.PGARR, "R166");
        EXPECTED.put(RecordType.MM_CONTEXT, "R168");
        EXPECTED.put(RecordType.MM_CONTEXT_LDT, "R170");
        EXPECTED.put(RecordType.SIGNAL, "R173");
        EXPECTED.put(RecordType.SIGPENDING, "R175");
        EXPECTED.put(RecordType.SIGNAL_TASK, "R183");
        EXPECTED.put(RecordType.TAIL, "R184");
    }

    private final Restart restart;
    private final Findings findings;

    StructureRules(Restart restart) {
        this.restart = restart;
        this.findings = restart.findings();
    }

    /** Reports a damage by the rule that it breaks. */
    void report(Damage damage) {
        long moment = Math.min(damage.offset(), findings.now());
        found(damage).moment(moment).say("%s", damage.problem());
    }

    private Findings.Draft found(Damage damage) {
        RecordType found = damage.found().orElse(null);
        switch (damage.kind()) {
            case CUT_OFF:
                return begin("R001", damage);
            case IMPOSSIBLE_LENGTH:
                return begin("R002", damage);
            case ERROR_RECORD:
                return begin("R003", damage);
            case WRONG_LENGTH:
                return begin(found == RecordType.OBJREF ? "R004" : LENGTH.getOrDefault(found, "R008"), damage)
                        .mend("R008");
            case UNDEFINABLE_OBJECT:
                return begin("R005", damage);
            case DEFINITION_IN_HEAD:
                return begin("R015", damage);
            case UNKNOWN_FILE_KIND:
                return begin("R093", damage);
            case UNKNOWN_SOCKET_FAMILY:
                return begin("R119", damage);
            case PAGE_COUNT:
                return begin("R166", damage);
            case TAIL_MAGIC:
                return begin("R184", damage);
            default:
                return begin(unexpected(damage, found), damage);
        }
    }

    /** The rule for a record that stands where another was expected. */
    private String unexpected(Damage damage, RecordType found) {
        RecordType expected = damage.expected().orElse(null);
        if (restart.enclosing().isEmpty()
                && restart.task() < 0
                && restart.headRecord(RecordType.TREE).isEmpty()) {
            return expected == RecordType.BUFFER ? "R023" : EXPECTED.getOrDefault(expected, "R009");
        }
        if (expected == RecordType.STRING && isSocket(damage)) {
            return "R123";
        }
        if (expected == RecordType.BUFFER) {
            return buffer(damage);
        }
        if (FOUND.containsKey(found) && expected != RecordType.PIPE_BUF) {
            return FOUND.get(found);
        }
        if (found == RecordType.STRING && isSocket(damage)) {
            return "R123";
        }
        return EXPECTED.getOrDefault(expected, "R009");
    }

    private boolean isSocket(Damage damage) {
        return restart.readingUpTo(damage.offset())
                .flatMap(definition -> definition.find(RecordType.SOCKET))
                .isPresent();
    }

    /** The rule for a missing BUFFER, by the object that is being read. */
    private String buffer(Damage damage) {
        Definition definition = restart.readingUpTo(damage.offset()).orElse(null);
        if (definition == null || definition.type() == null) {
            return "R009";
        }
        switch (definition.type()) {
            case MM:
                return definition.find(RecordType.VMA).isPresent() ? "R166" : "R153";
            case TTY:
                return "R117";
            case IPC_NS:
                return definition.find(RecordType.IPC_SEM).isPresent()
                        ? "R080"
                        : definition.find(RecordType.IPC_MSG).isPresent() ? "R078" : "R166";
            case FILE_TABLE:
                return definition.find(RecordType.SOCKET_BUFFER).isPresent() ? "R139" : "R147";
            default:
                return "R009";
        }
    }

    private Findings.Draft begin(String rule, Damage damage) {
        String path = damage.path() + damage.found().map(type -> " > " + type).orElse("");
        return findings.found(rule, damage.offset(), path);
    }
}
