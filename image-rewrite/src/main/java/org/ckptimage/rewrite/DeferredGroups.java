package org.ckptimage.rewrite;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.EpollSet;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Sock;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.Draft;

/**
 * What file tables owe behind their last descriptor: the items of epoll sets, the queues of sockets. A restart takes
 * them in the order in which it has met the sets and sockets, and they name nobody; so when definitions have moved, the
 * groups must move too.
 */
final class DeferredGroups {
    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;
    private final Supplier<NavigableMap<Integer, Group>> groups = Suppliers.memoize(this::findGroups);

    /** Entries of a group, from its first to the one behind its last, and whose it is. */
    private record Group(ImageObject owner, int from, int to) {}

    DeferredGroups(Image image, Draft draft, List<Consequence> consequences) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
    }

    /** The epoll set's file or the socket to whose group a record belongs; definitions that stand in it do not. */
    Optional<ImageObject> owner(ImageRecord record) {
        boolean ofTable = record.definition()
                .filter(object -> object.is(ObjectType.FILE_TABLE))
                .isPresent();
        Map.Entry<Integer, Group> group = ofTable ? groups.get().floorEntry(record.number()) : null;
        return group != null && record.number() < group.getValue().to
                ? Optional.of(group.getValue().owner)
                : Optional.empty();
    }

    private NavigableMap<Integer, Group> findGroups() {
        NavigableMap<Integer, Group> found = new TreeMap<>();
        for (ImageObject object : image.objects().definitions()) {
            List<ImageRecord> records = List.of();
            if (object.is(ObjectType.SOCK)) {
                records = Sock.of(image, object).map(Sock::queueRecords).orElse(null);
            } else if (object.is(ObjectType.FILE)
                    && image.file(object.ref()).orElse(null) instanceof EpollSet set
                    && set.object().equals(object)) {
                records = set.groupRecords();
            }
            if (records != null && !records.isEmpty()) {
                int first = records.get(0).number();
                found.put(
                        first,
                        new Group(object, first, records.get(records.size() - 1).number() + 1));
            }
        }
        return found;
    }

    /**
     * Moves the groups to where a restart expects them, when all else is marked.
     *
     * @throws RefusedException if no table is left that could hold one
     */
    void arrange() {
        Map<ImageObject, List<Group>> wanted = wanted();
        wanted.forEach((table, inOrder) -> {
            if (!inOrder.equals(present(table))) {
                ImageRecord last = last(table);
                for (Group group : inOrder) {
                    draft.moveBehind(group.from, group.to, last);
                    consequences.add(new Consequence(
                            Kind.DEFINITION_MOVED,
                            image.records().get(group.from).offset(),
                            (group.owner.is(ObjectType.SOCK) ? "the queues of " : "the watches of ") + group.owner
                                    + " stand at the end of file table " + table.ref() + " now"));
                }
            }
        });
    }

    /** The groups that stand in a table and stay. */
    private List<Group> present(ImageObject table) {
        List<Group> present = new ArrayList<>();
        for (Group group : groups.get()
                .subMap(table.definedBy().number(), table.endNumber())
                .values()) {
            ImageRecord first = image.records().get(group.from);
            boolean here = first.definition().filter(table::equals).isPresent();
            if (here && !draft.isDeleted(first)) {
                present.add(group);
            }
        }
        return present;
    }

    /** The groups that each table must have, found by going through the result as a restart does. */
    private Map<ImageObject, List<Group>> wanted() {
        Map<Integer, Group> owed = new HashMap<>();
        for (Group group : groups.get().values()) {
            if (!draft.isDeleted(image.records().get(group.from))) {
                owed.put(lastOwn(group.owner), group);
            }
        }
        Map<Integer, ImageObject> ends = new HashMap<>();
        for (ImageObject object : image.objects().definitions()) {
            if (object.is(ObjectType.FILE_TABLE) && !draft.isDeleted(object.definedBy())) {
                ends.put(last(object).number(), object);
            }
        }
        Map<ImageObject, List<Group>> wanted = new LinkedHashMap<>();
        Deque<Group> queue = new ArrayDeque<>();
        draft.forEachEntry(entry -> {
            if (isInGroup(entry)) {
                return;
            }
            add(owed.get(entry), queue);
            ImageObject table = ends.get(entry);
            if (table != null) {
                wanted.put(table, run(queue, owed));
            }
        });
        if (!queue.isEmpty()) {
            throw new RefusedException(
                    queue.peek().owner + " (" + queue.peek().owner.definedBy()
                            + ") would stand behind the last file table, where no restart reads what it owes");
        }
        return wanted;
    }

    /** What comes next is decided before a group is read: what the last one adds waits for the next table. */
    private List<Group> run(Deque<Group> queue, Map<Integer, Group> owed) {
        List<Group> read = new ArrayList<>();
        boolean more = !queue.isEmpty();
        while (more) {
            Group group = queue.remove();
            more = !queue.isEmpty();
            read.add(group);
            for (int entry = group.from; entry < group.to; entry++) {
                ImageRecord record = image.records().get(entry);
                boolean movedAway = record.definition()
                        .filter(object -> draft.isMoved(object.definedBy()))
                        .isPresent();
                if (!movedAway && !draft.isDeleted(record)) {
                    add(owed.get(entry), queue);
                }
            }
        }
        return read;
    }

    private static void add(Group group, Deque<Group> queue) {
        if (group != null) {
            queue.add(group);
        }
    }

    private boolean isInGroup(int entry) {
        Map.Entry<Integer, Group> group = groups.get().floorEntry(entry);
        if (group == null || entry >= group.getValue().to) {
            return false;
        }
        // A definition that was moved out of the group is met where it stands now.
        for (ImageObject object = image.records().get(entry).definition().orElse(null);
                object != null && object.definedBy().number() > group.getKey();
                object = object.enclosing().orElse(null)) {
            if (draft.isMoved(object.definedBy())) {
                return false;
            }
        }
        return true;
    }

    /** The record with which a restart knows that it is owed something: a set's FILE, the end of a socket. */
    private static int lastOwn(ImageObject owner) {
        return owner.records().stream()
                .filter(record -> owner.is(ObjectType.SOCK) || record.is(RecordType.FILE))
                .mapToInt(ImageRecord::number)
                .max()
                .orElse(owner.definedBy().number());
    }

    /** The last descriptor that a table has, or its head. */
    private ImageRecord last(ImageObject table) {
        return table.records().stream()
                .filter(record ->
                        record.is(RecordType.FILE_TABLE) || record.is(RecordType.FILE_DESC) && !draft.isDeleted(record))
                .reduce((first, last) -> last)
                .orElseThrow();
    }
}
