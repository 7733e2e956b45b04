package org.ckptimage.image;

import org.ckptimage.format.RecordType;

/** Records that simply follow each other. */
final class Sequence extends Production {
    private final RecordType[] types;
    private final Role[] roles;

    private Sequence(String name, RecordType[] types, Role[] roles) {
        super(name, types);
        this.types = types;
        this.roles = roles;
    }

    /** One record. */
    static Sequence of(RecordType type) {
        return new Sequence(type.name(), new RecordType[] {type}, new Role[] {Role.PLAIN});
    }

    /** Two records. */
    static Sequence of(RecordType first, RecordType second, Role secondRole) {
        return new Sequence(first.name(), new RecordType[] {first, second}, new Role[] {Role.PLAIN, secondRole});
    }

    /** Three records. */
    static Sequence of(RecordType first, RecordType second, Role secondRole, RecordType third, Role thirdRole) {
        return new Sequence(
                first.name(), new RecordType[] {first, second, third}, new Role[] {Role.PLAIN, secondRole, thirdRole});
    }

    @Override
    RecordType expected(ImageParser in) {
        return types[in.state()];
    }

    @Override
    int consume(ImageParser in) {
        int at = in.state();
        in.role(roles[at]);
        in.state(at + 1);
        if (types[at] == RecordType.SECURITY) {
            in.defineHidden(in.s32(in.fields().securityPtrref));
        }
        return at + 1 == types.length ? DONE : MORE;
    }
}
