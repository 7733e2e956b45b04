package org.ckptimage.image;

import java.util.ArrayList;
import java.util.List;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;

/** Everything before the first task: read by user space too, so no definitions may stand here. */
final class HeadProduction extends Production {
    private final List<RecordType> types = new ArrayList<>();
    private final List<Role> roles = new ArrayList<>();

    HeadProduction(ImageFormat format) {
        super(
                "head",
                RecordType.HEADER_ARCH,
                RecordType.CONTAINER,
                RecordType.LSM_INFO,
                RecordType.PIDS,
                RecordType.TREE);
        add(RecordType.HEADER, Role.PLAIN);
        add(RecordType.BUFFER, Role.UTS_RELEASE);
        add(RecordType.BUFFER, Role.UTS_VERSION);
        add(RecordType.BUFFER, Role.UTS_MACHINE);
        add(RecordType.HEADER_ARCH, Role.PLAIN);
        add(RecordType.CONTAINER, Role.PLAIN);
        if (format.dialect().atLeast(Dialect.V19_RC2)) {
            add(RecordType.BUFFER, Role.LSM_NAME);
            add(RecordType.LSM_INFO, Role.PLAIN);
        }
        if (format.has(RecordType.PIDS)) {
            add(RecordType.PIDS, Role.PLAIN);
            add(RecordType.BUFFER, Role.PID_OBJECTS);
        }
        add(RecordType.TREE, Role.PLAIN);
        add(RecordType.BUFFER, Role.PIDS);
    }

    private void add(RecordType type, Role role) {
        types.add(type);
        roles.add(role);
    }

    @Override
    RecordType expected(ImageParser in) {
        return types.get(in.state());
    }

    @Override
    int consume(ImageParser in) {
        int at = in.state();
        in.role(roles.get(at));
        in.state(at + 1);
        if (types.get(at) == RecordType.TREE) {
            in.sections().taskCount(in.s32(in.fields().treeNrTasks));
        }
        return at + 1 == types.size() ? DONE : MORE;
    }

    @Override
    boolean skipTo(ImageParser in, RecordType type) {
        int found = types.subList(in.state(), types.size()).indexOf(type);
        in.state(in.state() + Math.max(found, 0));
        return found >= 0;
    }
}
