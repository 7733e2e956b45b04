package org.ckptimage.image;

import org.ckptimage.format.RecordType;
import org.ckptimage.format.VmaType;

/** Address spaces and page contents. */
final class MemoryProductions {
    private MemoryProductions() {}

    /** MM, the auxiliary vector, the vmas with their pages, and the architecture's context records. */
    static final class Mm extends Production {
        private static final int MM = 0;
        private static final int AUXV = 1;
        private static final int VMAS = 2;
        private static final int CONTEXT = 3;

        Mm() {
            super("MM", RecordType.MM, RecordType.VMA, RecordType.MM_CONTEXT, RecordType.MM_CONTEXT_LDT);
        }

        @Override
        RecordType expected(ImageParser in) {
            switch (in.state()) {
                case MM:
                    return RecordType.MM;
                case AUXV:
                    return RecordType.BUFFER;
                case VMAS:
                    return RecordType.VMA;
                case CONTEXT:
                    return RecordType.MM_CONTEXT;
                default:
                    return RecordType.MM_CONTEXT_LDT;
            }
        }

        @Override
        int consume(ImageParser in) {
            int at = in.state();
            if (at == MM) {
                in.count(in.u32(in.fields().mapCount));
                in.state(AUXV);
                return MORE;
            }
            if (at == AUXV) {
                in.role(Role.AUXV);
                return vmaOrContext(in);
            }
            if (at == VMAS) {
                return vma(in);
            }
            in.state(at + 1);
            return at == CONTEXT && in.format().hasLdt() ? MORE : DONE;
        }

        private static int vma(ImageParser in) {
            in.count(in.count() - 1);
            VmaType type = VmaType.of(in.s32(in.fields().vmaType));
            if (type == VmaType.SHM_ANON) {
                in.defineHidden(in.s32(in.fields().vmaIno));
            }
            if (type != null && type.pagesFollow()) {
                in.push(in.grammar().pages);
                return MORE;
            }
            if (type == VmaType.HUGETLB) {
                in.push(in.grammar().hugePages);
                return MORE;
            }
            return vmaOrContext(in);
        }

        private static int vmaOrContext(ImageParser in) {
            in.state(in.count() > 0 ? VMAS : CONTEXT);
            return in.count() > 0 || in.format().hasMmContext() ? MORE : DONE;
        }

        @Override
        int partDone(ImageParser in) {
            return vmaOrContext(in);
        }

        @Override
        boolean skipTo(ImageParser in, RecordType type) {
            if (type == RecordType.VMA && in.state() == CONTEXT) {
                in.state(VMAS);
                in.count(1);
            } else if (type == RecordType.MM_CONTEXT && in.state() < CONTEXT) {
                in.state(CONTEXT);
            }
            return type == expected(in);
        }
    }

    /** Page chunks up to the empty one: PGARR with a count, then a BUFFER with keys and pages. */
    static final class Pages extends Production {
        Pages() {
            super("pages", RecordType.PGARR);
        }

        @Override
        RecordType expected(ImageParser in) {
            return in.state() == 0 ? RecordType.PGARR : RecordType.BUFFER;
        }

        @Override
        int consume(ImageParser in) {
            if (in.state() == 0) {
                in.count(in.u64(in.fields().nrPages));
                in.state(1);
                return in.count() == 0 ? DONE : MORE;
            }
            in.role(Role.PAGES);
            in.pages(in.count());
            in.state(0);
            return MORE;
        }

        @Override
        boolean skipTo(ImageParser in, RecordType type) {
            in.state(0);
            return type == RecordType.PGARR;
        }
    }

    /** Huge pages, one record each; what bytes follow is known from no kernel, so nothing here is demanded. */
    static final class HugePages extends Production {
        HugePages() {
            super("huge pages", RecordType.HPAGE);
        }

        @Override
        RecordType expected(ImageParser in) {
            return in.state() == 1 && in.type() == RecordType.BUFFER ? RecordType.BUFFER : RecordType.HPAGE;
        }

        @Override
        boolean optional(ImageParser in) {
            return true;
        }

        @Override
        int consume(ImageParser in) {
            in.state(in.type() == RecordType.HPAGE ? 1 : 0);
            if (in.type() == RecordType.BUFFER) {
                in.role(Role.HUGE_PAGE);
            }
            return MORE;
        }
    }
}
