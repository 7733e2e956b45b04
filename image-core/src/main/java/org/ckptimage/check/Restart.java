package org.ckptimage.check;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.ObjectTable;
import org.ckptimage.image.Task;
import org.ckptimage.io.OrderedBytes;
import org.ckptimage.record.ObjRef;

/** What a restart knows at the record that the walk has reached. Rules ask; the walk alone moves it on. */
final class Restart {
    private static final int LEVELS_ASKED = 64;

    private final Image image;
    private final CheckOptions options;
    private final Findings findings;
    private final OrderedBytes bytes;
    private final ObjectTable objects;
    /** The innermost open definitions. Those further out are made again when they are the innermost. */
    private final Deque<Definition> open = new ArrayDeque<>();

    private int depth;
    /** The innermost of the definitions that ended last, all at one place. */
    private Definition closed;

    private int entry;
    private final Map<RecordType, At> head = new HashMap<>();

    private int task = -1;
    private final Map<RecordType, At> taskRecords = new HashMap<>();
    /** Where the section of the task begins, or the end. */
    private int section;
    /** OBJREFs of the file tables and address spaces of the section, by their distance from its begin. */
    private BitSet acting = new BitSet();

    private boolean credentialsSeen;

    Restart(Image image, CheckOptions options, Findings findings) {
        this.image = image;
        this.options = options;
        this.findings = findings;
        this.objects = image.objects();
        this.bytes =
                new OrderedBytes(image.source(), image.format().architecture().byteOrder());
    }

    Image image() {
        return image;
    }

    ImageFormat format() {
        return image.format();
    }

    Architecture architecture() {
        return format().architecture();
    }

    boolean atLeast(Dialect dialect) {
        return format().dialect().atLeast(dialect);
    }

    /** Bytes of a page of the writing kernel. */
    int pageSize() {
        return image.detection().pageSize();
    }

    /** Bytes of a word of the writing kernel. */
    int wordSize() {
        return architecture().wordSize();
    }

    CheckOptions options() {
        return options;
    }

    Optional<Target> target() {
        return options.target();
    }

    Findings findings() {
        return findings;
    }

    At at(ImageRecord record) {
        return new At(record, format(), bytes);
    }

    /** Moves on to a record, or with the number of records to the end of the image. */
    void moveTo(int record) {
        entry = record;
    }

    /** Whether the restart has come as far as this record. */
    boolean isRead(ImageRecord record) {
        return record.number() <= entry;
    }

    // The object table

    /** The object with this number, if it is known by now. */
    Optional<Definition> known(int number) {
        return objects.find(ObjRef.of(number)).filter(this::isKnown).map(object -> new Definition(this, object));
    }

    /** An object is known from the end of its body on, and a hidden one behind the record that defines it. */
    private boolean isKnown(ImageObject object) {
        Definition innermost = open.peek();
        int end = object.endNumber();
        if (object.isHidden() || innermost == null) {
            return end <= entry;
        }
        int begin = innermost.object().definedBy().number();
        // What begins behind the innermost open definition lies in it, and ended unless it is it. All else that is not
        // open ended in front of it.
        return end <= (object.definedBy().number() > begin ? entry : begin);
    }

    /** The object that the OBJREF at a place defines. */
    Definition definitionAt(int objref) {
        return new Definition(this, image.records().get(objref).definition().orElseThrow());
    }

    /** Where a number is defined that is not known yet. */
    Optional<ImageObject> later(int number) {
        return number > 0 ? objects.find(ObjRef.of(number)) : Optional.empty();
    }

    /**
     * Looks a number up as the kernel does, and reports it by a rule if that fails.
     *
     * @param none whether 0 names nothing and is fine
     */
    Optional<Definition> refer(String rule, At at, String field, ObjectType target, boolean none) {
        int number = at.s32(field);
        if (number == 0 && (none || !at.has(field))) {
            return Optional.empty();
        }
        ImageObject object = objects.find(ObjRef.of(number)).orElse(null);
        if (object != null && object.is(target) && isKnown(object)) {
            return Optional.of(new Definition(this, object));
        }
        // Names cost more than the whole look-up, so they are only made for a finding.
        return refer(rule, at, at.offset(field), at.name() + "." + field, number, target);
    }

    /** Looks a number up that stands anywhere. */
    Optional<Definition> refer(String rule, At at, long offset, String name, int number, ObjectType target) {
        Definition found = known(number).orElse(null);
        if (found == null) {
            String state = number <= 0
                    ? "is no number of an object"
                    : later(number)
                            .map(object -> "is defined only later, at offset "
                                    + object.definedBy().offset())
                            .orElse("nothing defines");
            findings.found(rule, at)
                    .offset(offset)
                    .errno(Errno.EINVAL)
                    .say("%s names #%d, which %s; it must name a %s", name, number, state, target);
            return Optional.empty();
        }
        if (!found.is(target)) {
            findings.found(rule.equals("R013") ? "R014" : rule, at)
                    .offset(offset)
                    .errno(Errno.ENOMSG)
                    .say("%s names #%d, which is a %s; it must name a %s", name, number, found.type(), target);
            return Optional.empty();
        }
        return Optional.of(found);
    }

    // Definitions that are being read

    /** Begins a definition. */
    Definition open(ImageObject object) {
        Definition definition = new Definition(this, object).noting();
        open.push(definition);
        depth++;
        if (open.size() > LEVELS_ASKED) {
            open.removeLast();
        }
        return definition;
    }

    /** The innermost open definition, or null. */
    Definition innermost() {
        return open.peek();
    }

    /** How many definitions are open. */
    int depth() {
        return depth;
    }

    /** Ends the innermost definition. */
    void close() {
        Definition definition = open.pop();
        depth--;
        if (open.isEmpty() && depth > 0) {
            open.push(new Definition(this, definition.object().enclosing().orElseThrow()));
        }
        if (closed == null || closed.endNumber() != definition.endNumber()) {
            if (closed != null) {
                closed.forget();
            }
            closed = definition;
        } else {
            definition.forget();
        }
    }

    /**
     * The definition whose body was being read up to an offset: one that ends there for lack of what should have come,
     * or else the one that is open.
     */
    Optional<Definition> readingUpTo(long offset) {
        return closed == null || closed.end() != offset ? enclosing() : Optional.of(closed);
    }

    /** The definition that the record at hand belongs to. */
    Optional<Definition> enclosing() {
        return Optional.ofNullable(open.peek());
    }

    /** The innermost open definition of a type; not looked for further out than any kernel nests. */
    Optional<Definition> enclosing(ObjectType type) {
        return open.stream()
                .limit(LEVELS_ASKED)
                .filter(definition -> definition.is(type))
                .findFirst();
    }

    /** Notes that the innermost open definition is a file table or an address space. */
    void acts() {
        acting.set(open.element().objref() - section);
    }

    // Sections

    /** Begins a task's section, or with -1 the end of the image. */
    void enterTask(int number) {
        task = number;
        taskRecords.clear();
        section = entry;
        acting = new BitSet();
    }

    /** Notes a record of the head or of the task itself: one that lies in no definition. */
    void note(At at) {
        if (at.type() == null || !open.isEmpty()) {
            return;
        }
        (task < 0 ? head : taskRecords).putIfAbsent(at.type(), at);
        if (at.is(RecordType.TASK_CREDS)) {
            credentialsSeen = true;
        }
    }

    /** The task whose section is being read, from 0; -1 in head and end. */
    int task() {
        return task;
    }

    /** The same with its ids. */
    Optional<Task> currentTask() {
        return task >= 0 && task < image.tasks().size()
                ? Optional.of(image.tasks().get(task))
                : Optional.empty();
    }

    /** The first own record of a type that the current task has read. */
    Optional<At> taskRecord(RecordType type) {
        return Optional.ofNullable(taskRecords.get(type));
    }

    /** The first record of a type of the head. */
    Optional<At> headRecord(RecordType type) {
        return Optional.ofNullable(head.get(type));
    }

    /** Whether any task has read its credentials by now. */
    boolean credentialsSeen() {
        return credentialsSeen;
    }

    /** The file tables and address spaces that were defined in the current section. */
    Iterable<Definition> acting() {
        return () -> acting.stream().mapToObj(at -> definitionAt(section + at)).iterator();
    }
}
