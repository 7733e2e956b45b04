package org.ckptimage.image;

import java.util.Optional;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.OrderedBytes;
import org.ckptimage.record.Detection;

/**
 * Reads an image once, from front to back, by its grammar, and notes where everything lies. Reads heads and the few
 * fields that decide what follows; never payloads.
 *
 * <p>Reading is tolerant: where the image is not what the grammar asks for, that is noted as {@link Damage} and reading
 * goes on at the enclosing part that knows the record at hand, or behind the record; where not even the next head can
 * be trusted, the rest of the image becomes one raw run. The nesting of definitions is kept in arrays, so its depth is
 * bounded by memory alone.
 */
final class ImageParser extends RecordCursor {
    private final Detection detection;
    private final Grammar grammar;
    private final FieldOffsets fields;
    private final RecordIndex index = new RecordIndex();
    private final Deferred deferred = new Deferred();
    private final Recovery recovery = new Recovery(this);

    private final Frames frames;
    private final Sections sections;

    private int entry;
    /** The innermost open definition. */
    private int definition = RecordIndex.NONE;

    private boolean rawPageDue;
    private boolean stopped;

    private ImageParser(OrderedBytes bytes, Detection detection, long start) {
        super(bytes, detection.format(), start);
        this.detection = detection;
        this.grammar = new Grammar(format);
        this.fields = new FieldOffsets(format);
        this.frames = new Frames(grammar.all());
        this.sections = new Sections(this, index, frames);
    }

    /** Reads the image that begins at {@code start}. */
    static RecordIndex parse(OrderedBytes bytes, Detection detection, long start) {
        ImageParser parser = new ImageParser(bytes, detection, start);
        parser.run();
        return parser.index;
    }

    private void run() {
        push(grammar.root);
        push(grammar.head);
        while (!frames.isEmpty() && !stopped) {
            record();
        }
        closeAll();
        if (offset < end) {
            index.addEntry(offset, index.complete ? RecordIndex.TRAILING : RecordIndex.JUNK, Role.PLAIN);
        }
        index.end = end;
    }

    /** Reads one record. */
    private void record() {
        if (end - offset < HEAD) {
            endOfImage();
            return;
        }
        type = format.recordType(bytes.s32(offset));
        length = bytes.u32(offset + 4);
        if (type == RecordType.OBJREF) {
            beginDefinition();
            return;
        }
        while (!frames.isEmpty()) {
            Production production = frames.current();
            if (type != null && type == production.expected(this)) {
                take(production);
                return;
            }
            if (!production.optional(this)) {
                break;
            }
            pop();
        }
        recovery.unexpected(type);
    }

    private void endOfImage() {
        if (offset < end) {
            damage(
                    Damage.Kind.CUT_OFF,
                    "the image ends inside the head of a record: " + (end - offset) + " of 8 bytes are there");
            index.addEntry(offset, RecordIndex.CUT, Role.PLAIN);
            offset = end;
        } else {
            damage(
                    Damage.Kind.CUT_OFF,
                    "the image ends where " + frames.current().expected(this) + " was expected");
        }
        stopped = true;
    }

    /** Takes the record at hand as the one that the top frame expects. */
    private void take(Production production) {
        if (!measure()) {
            return;
        }
        addRecord(type.ordinal());
        int answer = production.consume(this);
        offset += length;
        finishRawPage();
        if (answer == Production.DONE) {
            pop();
        }
    }

    /** Enters a record that nobody expected, so that nothing is lost. */
    void takeStray() {
        if (measure()) {
            addRecord(type == null ? RecordIndex.UNKNOWN : type.ordinal());
            offset += length;
            if (type == RecordType.SOCKET_FRAG) {
                rawPage();
            }
            finishRawPage();
        }
    }

    /** Takes an ERROR record, and the text that may stand in a STRING behind it. Such an image is dead. */
    void takeError() {
        damage(
                Damage.Kind.ERROR_RECORD,
                "an ERROR record stands here: the checkpoint failed, and no kernel restarts this image");
        takeStray();
        if (!stopped
                && typeAhead(offset) == RecordType.STRING
                && lengthAhead(offset) > HEAD
                && bytes.u8(offset + HEAD) == 0) {
            type = RecordType.STRING;
            length = lengthAhead(offset);
            addRecord(type.ordinal());
            role(Role.ERROR_TEXT);
            offset += length;
        }
    }

    private void addRecord(int kind) {
        entry = index.addEntry(offset, kind, Role.PLAIN);
        index.records++;
    }

    /**
     * Settles the length of the record at hand: what its head says, or its struct's size where only that leads to a
     * next record.
     *
     * @return false if the image ends inside the record, or no length can be trusted; reading is over then
     */
    private boolean measure() {
        long exact = lengths.exact(type, offset, end);
        boolean inside = length >= HEAD && length <= end - offset && length <= Integer.MAX_VALUE;
        if (inside && (exact == 0 || length == exact || type == RecordType.OBJREF && length > exact)) {
            return true;
        }
        boolean structFits = exact != 0 && exact <= end - offset && lengths.plausible(offset + exact, end);
        if (inside && !(structFits && !lengths.plausible(offset + length, end))) {
            damage(
                    Damage.Kind.WRONG_LENGTH,
                    type + " has the length " + length + ", its struct has " + exact + " bytes");
            return true;
        }
        if (structFits) {
            damage(
                    Damage.Kind.WRONG_LENGTH,
                    type + " has the length " + length + ", its struct has " + exact
                            + " bytes; read on behind the struct");
            length = exact;
            return true;
        }
        if (length < HEAD) {
            damage(
                    Damage.Kind.IMPOSSIBLE_LENGTH,
                    name() + " has the impossible length " + length + " (a head alone has 8 bytes)");
        } else {
            damage(
                    Damage.Kind.CUT_OFF,
                    "the image ends inside " + name() + ": it should have " + length + " bytes, " + (end - offset)
                            + " are there");
            index.addEntry(offset, RecordIndex.CUT, Role.PLAIN);
            offset = end;
        }
        stopped = true;
        return false;
    }

    private void beginDefinition() {
        while (frames.inBody() && frames.current().optional(this)) {
            pop();
        }
        if (frames.current() == grammar.head) {
            damage(Damage.Kind.DEFINITION_IN_HEAD, "an object definition stands in the head, where none may stand");
        }
        if (!measure()) {
            return;
        }
        if (length < lengths.exact(type, offset, end)) {
            // Without its numbers it says of nothing what it is.
            addRecord(RecordIndex.UNKNOWN);
            offset += length;
            return;
        }
        ObjectType objectType = format.objectType(bytes.s32(offset + 8));
        Production body = objectType == null ? null : grammar.body(objectType);
        addRecord(type.ordinal());
        index.definitions.begin(entry, definition);
        if (body == null) {
            damage(
                    Damage.Kind.UNDEFINABLE_OBJECT,
                    "OBJREF defines an object of type " + (objectType == null ? bytes.u32(offset + 8) : objectType)
                            + ", which cannot be defined");
            index.definitions.end(entry, entry + 1);
            offset += length;
            return;
        }
        index.objectCounts[objectType.ordinal()]++;
        offset += length;
        definition = entry;
        frames.push(body, true);
    }

    // Frames

    /** Enters a part of the production on top; it belongs to the same definition. */
    void push(Production production) {
        frames.push(production, false);
    }

    /** Enters a deferred group, whose first record comes next. */
    void pushGroup(int owner, Production production) {
        index.deferredGroups.add((long) owner << 32 | index.size());
        push(production);
    }

    /** Ends the top frame, and all below it that end with it. */
    private void pop() {
        while (true) {
            if (frames.inBody()) {
                endDefinition();
                return;
            }
            frames.pop();
            if (frames.isEmpty() || frames.current().partDone(this) == Production.MORE) {
                return;
            }
        }
    }

    private void endDefinition() {
        int ended = definition;
        frames.pop();
        definition = index.definitions.end(ended, index.size());
        if (index.numbers.putIfAbsent(bytes.s32(index.offset(ended) + 12), ended) != NumberTable.ABSENT) {
            index.duplicates.add(ended);
        }
    }

    /** Ends all frames above one without finishing what they lack. */
    void abandonAbove(int frame) {
        while (frames.top() > frame) {
            if (frames.inBody()) {
                endDefinition();
            } else {
                if (frames.current() == grammar.task) {
                    sections.endTask();
                } else if (frames.current() == grammar.head) {
                    sections.endHead();
                }
                frames.pop();
            }
        }
    }

    private void closeAll() {
        abandonAbove(-1);
        index.finish();
    }

    Frames frames() {
        return frames;
    }

    // What productions ask and say

    Grammar grammar() {
        return grammar;
    }

    Sections sections() {
        return sections;
    }

    FieldOffsets fields() {
        return fields;
    }

    Deferred deferred() {
        return deferred;
    }

    int state() {
        return frames.state();
    }

    void state(int state) {
        frames.state(state);
    }

    long count() {
        return frames.count();
    }

    void count(long count) {
        frames.count(count);
    }

    int definition() {
        return definition;
    }

    /** Says what the record at hand is at its place. */
    void role(Role role) {
        if (role != Role.PLAIN) {
            index.setRole(entry, role);
            if (role == Role.PIDS) {
                index.pidsEntry = entry;
            } else if (role == Role.PID_OBJECTS) {
                index.pidObjectsEntry = entry;
            }
        }
    }

    /** Notes that the record at hand puts a number into the object table, which no other may have. */
    void defineHidden(int number) {
        if (number > 0 && index.numbers.putIfAbsent(number, ~entry) != NumberTable.ABSENT) {
            index.duplicates.add(~entry);
        }
    }

    /**
     * Notes that the record at hand puts a number into the object table unless it is there.
     *
     * @return whether this record is the first with the number
     */
    boolean defineFirst(int number) {
        return number <= 0 || index.numbers.putIfAbsent(number, ~entry) == NumberTable.ABSENT;
    }

    /** Counts the pages of the BUFFER at hand: as many as announced, but not more than it has room for. */
    void pages(long announced) {
        int pageBytes = format.architecture().wordSize() + detection.pageSize();
        long room = (length - HEAD) / pageBytes;
        index.pages += Long.compareUnsigned(announced, room) < 0 ? announced : room;
        if (announced * pageBytes != length - HEAD) {
            damage(
                    Damage.Kind.PAGE_COUNT,
                    "the page BUFFER has " + (length - HEAD) + " bytes, its PGARR announces "
                            + Long.toUnsignedString(announced) + " pages of " + pageBytes + " bytes, keys included");
        }
    }

    /** Says that one raw page follows the record at hand. */
    void rawPage() {
        rawPageDue = true;
    }

    private void finishRawPage() {
        if (!rawPageDue) {
            return;
        }
        rawPageDue = false;
        if (end - offset < detection.pageSize()) {
            damage(
                    Damage.Kind.CUT_OFF,
                    "the image ends inside the page behind a SOCKET_FRAG: " + (end - offset) + " of "
                            + detection.pageSize() + " bytes are there");
            if (offset < end) {
                index.addEntry(offset, RecordIndex.CUT, Role.PLAIN);
            }
            offset = end;
            stopped = true;
            return;
        }
        index.addEntry(offset, RecordIndex.RAW_PAGE, Role.PLAIN);
        offset += detection.pageSize();
    }

    /** The entry of the record at hand. */
    int entry() {
        return entry;
    }

    /** Ends reading: what follows cannot be understood. */
    void stop() {
        stopped = true;
    }

    /** Notes what is wrong at the record at hand. */
    void damage(Damage.Kind kind, String problem) {
        damage(kind, frames.isEmpty() ? null : frames.current().expected(this), problem);
    }

    /** The same where another record was expected than is by now. */
    void damage(Damage.Kind kind, RecordType wanted, String problem) {
        Optional<RecordType> expected = Optional.ofNullable(wanted);
        Optional<RecordType> found = Optional.ofNullable(end - offset < HEAD ? null : type);
        index.addDamage(() -> new Damage(offset, sections.place(), problem, kind, expected, found));
    }

    int pageSize() {
        return detection.pageSize();
    }
}
