package org.ckptimage.rewrite.repair;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckptimage.check.Finding;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;

/** Watches of epoll sets that cannot be added again: one of them would stop the restart, or lose all behind it. */
final class WatchMends {
    private static final int HEAD = 8;
    private static final int ITEM = 24;

    private final RepairRound round;

    WatchMends(RepairRound round) {
        this.round = round;
    }

    void register() {
        round.on("R148", this::drop);
        round.on("W21", this::drop);
        round.on("R149", this::drop);
        round.on("R147", this::count);
    }

    private ImageRecord setOf(ImageRecord buffer) {
        for (int at = buffer.number() - 1; at >= 0; at--) {
            ImageRecord record = round.image().records().get(at);
            if (record.is(RecordType.EPOLL_ITEMS)) {
                return record;
            }
        }
        return null;
    }

    /** All watches of one BUFFER that are found wrong go together. */
    private void drop(Finding finding) {
        ImageRecord buffer = finding.record().orElseThrow();
        ImageRecord set = buffer.role() == Role.EPOLL_ITEMS ? setOf(buffer) : null;
        if (set == null || (buffer.length() - HEAD) % ITEM != 0) {
            round.refuse(finding, "the items of the set are not whole");
            return;
        }
        int dropped = (int) ((finding.offset() - buffer.offset() - HEAD) / ITEM);
        if (round.first("items", buffer)) {
            dropAll(buffer, set);
        }
        if (round.first("item " + dropped, buffer)) {
            round.mended(finding, "the watch is dropped", "a watch that no restart could add");
        }
    }

    private void dropAll(ImageRecord buffer, ImageRecord set) {
        Set<Integer> wrong = round.report().findings().stream()
                .filter(f -> f.record().filter(buffer::equals).isPresent())
                .filter(f -> f.rule().id().equals("R148") || f.rule().id().equals("R149"))
                .filter(f -> round.options()
                        .wants(f.rule().id(), f.mend().map(m -> m.id()).orElse("")))
                .map(f -> (int) ((f.offset() - buffer.offset() - HEAD) / ITEM))
                .collect(Collectors.toSet());
        ByteBuf items = buffer.payload();
        ByteBuf left = Unpooled.buffer();
        int count = 0;
        for (int item = 0; item * ITEM < items.readableBytes(); item++) {
            if (!wrong.contains(item)) {
                left.writeBytes(items, items.readerIndex() + item * ITEM, ITEM);
                count++;
            }
        }
        round.draft().set(set, "num_items", count);
        if (count == 0) {
            round.draft().delete(buffer);
        } else {
            round.draft().replacePayload(buffer, left);
        }
    }

    /** R147: as many items as there are. */
    private void count(Finding finding) {
        ImageRecord buffer = finding.record().orElseThrow();
        ImageRecord set = buffer.role() == Role.EPOLL_ITEMS ? setOf(buffer) : null;
        if (set == null || (buffer.length() - HEAD) % ITEM != 0) {
            round.refuse(finding, "the items of the set are not whole");
            return;
        }
        long count = (buffer.length() - HEAD) / ITEM;
        if (round.first("items", buffer)) {
            round.draft().set(set, "num_items", count);
            if (count == 0) {
                round.draft().delete(buffer);
            }
            round.mended(finding, "num_items is the number of items, " + count, "");
        }
    }
}
