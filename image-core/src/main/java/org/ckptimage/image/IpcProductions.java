package org.ckptimage.image;

import org.ckptimage.format.RecordType;

/** SysV objects, and the few bodies of later dialects that hold a list. */
final class IpcProductions {
    private IpcProductions() {}

    /** IPC_NS and the three lists of segments, message queues and semaphore sets. */
    static final class Namespace extends Production {
        private static final int LIMITS = 0;
        /** States 1, 3, 5 expect the IPC record of a list, 2, 4, 6 an object of it. */
        private static final int LAST_LIST = 5;

        private static final RecordType[] OBJECTS = {RecordType.IPC_SHM, RecordType.IPC_MSG, RecordType.IPC_SEM};

        Namespace() {
            super(
                    "IPC_NS",
                    RecordType.IPC,
                    RecordType.IPC_NS,
                    RecordType.IPC_SHM,
                    RecordType.IPC_MSG,
                    RecordType.IPC_SEM);
        }

        @Override
        RecordType expected(ImageParser in) {
            int at = in.state();
            if (at == LIMITS) {
                return RecordType.IPC_NS;
            }
            return at % 2 == 1 ? RecordType.IPC : OBJECTS[at / 2 - 1];
        }

        @Override
        int consume(ImageParser in) {
            int at = in.state();
            if (at == LIMITS) {
                in.state(1);
                return MORE;
            }
            if (at % 2 == 1) {
                in.count(in.u32(in.fields().ipcCount));
                in.state(at + 1);
                return in.count() > 0 ? MORE : nextList(in);
            }
            in.count(in.count() - 1);
            if (in.type() == RecordType.IPC_SHM) {
                in.defineHidden(in.s32(in.fields().shmObjref));
                in.push(in.grammar().pages);
            } else if (in.type() == RecordType.IPC_MSG) {
                long messages = in.u64(in.fields().qnum);
                if (messages == 0) {
                    return partDone(in);
                }
                in.push(in.grammar().messages);
                in.count(Long.compareUnsigned(messages, Messages.MOST) < 0 ? messages : Messages.MOST);
            } else {
                in.push(in.grammar().semaphores);
            }
            return MORE;
        }

        @Override
        int partDone(ImageParser in) {
            return in.count() > 0 ? MORE : nextList(in);
        }

        private static int nextList(ImageParser in) {
            int list = in.state() - 1;
            in.state(list + 2);
            return list == LAST_LIST ? DONE : MORE;
        }

        @Override
        boolean skipTo(ImageParser in, RecordType type) {
            if (type == RecordType.IPC && in.state() % 2 == 0 && in.state() > 0 && in.state() < LAST_LIST) {
                in.state(in.state() + 1);
            }
            return type == expected(in);
        }
    }

    /** The messages of a queue: each an IPC_MSG_MSG and its text in one or more buffers. */
    static final class Messages extends Production {
        private static final int MESSAGE = 0;
        private static final int TEXT = 1;
        private static final long MOST = 0xffffffffL;

        Messages() {
            super("messages", RecordType.IPC_MSG_MSG);
        }

        /** The bytes of text that are due stand above bit 32 of the count, the messages that are left below. */
        private static long due(ImageParser in) {
            return in.count() >>> 32;
        }

        @Override
        RecordType expected(ImageParser in) {
            return in.state() == MESSAGE ? RecordType.IPC_MSG_MSG : RecordType.BUFFER;
        }

        @Override
        int consume(ImageParser in) {
            if (in.state() == MESSAGE) {
                long size = Math.min(Integer.MAX_VALUE, in.u32(in.fields().msgSize));
                in.count(in.count() - 1 | size << 32);
                in.state(TEXT);
                return MORE;
            }
            in.role(Role.MESSAGE_TEXT);
            long due = due(in) - (in.length() - 8);
            if (due > 0 && in.length() > 8) {
                in.count(in.count() & MOST | due << 32);
                return MORE;
            }
            in.count(in.count() & MOST);
            in.state(MESSAGE);
            return in.count() == 0 ? DONE : MORE;
        }
    }

    /** One buffer of a given role: the semaphores of a set. */
    static final class OneBuffer extends Production {
        private final Role role;

        OneBuffer(String name, Role role) {
            super(name);
            this.role = role;
        }

        @Override
        RecordType expected(ImageParser in) {
            return RecordType.BUFFER;
        }

        @Override
        int consume(ImageParser in) {
            in.role(role);
            return DONE;
        }
    }

    /** TASK_SEM_UNDO_LIST and its entries, a buffer with each. Known from headers only. */
    static final class SemaphoreUndo extends Production {
        SemaphoreUndo() {
            super("SEM_UNDO", RecordType.TASK_SEM_UNDO_LIST, RecordType.TASK_SEM_UNDO);
        }

        @Override
        RecordType expected(ImageParser in) {
            switch (in.state()) {
                case 0:
                    return RecordType.TASK_SEM_UNDO_LIST;
                case 1:
                    return RecordType.TASK_SEM_UNDO;
                default:
                    return RecordType.BUFFER;
            }
        }

        @Override
        int consume(ImageParser in) {
            if (in.state() == 0) {
                in.count(in.u32(in.fields().undoCount));
                in.state(1);
                return in.count() == 0 ? DONE : MORE;
            }
            if (in.state() == 1) {
                in.state(2);
                return MORE;
            }
            in.role(Role.SEMAPHORE_UNDO);
            in.count(in.count() - 1);
            in.state(1);
            return in.count() == 0 ? DONE : MORE;
        }
    }

    /** NETDEV, its names and its addresses, whose number of records nobody knows. */
    static final class NetworkDevice extends Production {
        NetworkDevice() {
            super("NETDEV", RecordType.NETDEV, RecordType.NETDEV_ADDR);
        }

        @Override
        RecordType expected(ImageParser in) {
            if (in.state() == 0) {
                return RecordType.NETDEV;
            }
            return in.type() == RecordType.NETDEV_ADDR || in.type() == RecordType.BUFFER
                    ? in.type()
                    : RecordType.STRING;
        }

        @Override
        boolean optional(ImageParser in) {
            return in.state() > 0;
        }

        @Override
        int consume(ImageParser in) {
            if (in.type() == RecordType.STRING) {
                in.role(Role.DEVICE_NAME);
            }
            in.state(1);
            return MORE;
        }
    }
}
