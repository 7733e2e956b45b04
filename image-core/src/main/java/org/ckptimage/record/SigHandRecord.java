package org.ckptimage.record;

import java.util.List;
import java.util.Optional;

/**
 * SIGHAND: body of a table of signal handlers. Nothing in it is checked at restart.
 *
 * @param action entry i is that of signal i+1; 64 in every image that a kernel wrote
 * @param padding what no field covers
 */
public record SigHandRecord(List<SigAction> action, Padding padding) implements CkptRecord {
    static final Shape<SigHandRecord> SHAPE = Shape.of(
            in -> new SigHandRecord(in.restElements(SigAction.SHAPE, SigAction.STRUCT), in.padding()),
            (r, out) -> out.restElements(SigAction.SHAPE, SigAction.STRUCT, r.action)
                    .padding(r.padding),
            "action");

    /** The action of signal {@code number}, 1 to 64, or empty if the record has none. */
    public Optional<SigAction> actionOf(int number) {
        return number >= 1 && number <= action.size() ? Optional.of(action.get(number - 1)) : Optional.empty();
    }
}
