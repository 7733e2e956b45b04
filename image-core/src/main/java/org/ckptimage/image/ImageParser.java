package org.ckptimage.image;

import java.util.Arrays;
import java.util.Optional;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.OrderedBytes;
import org.ckptimage.record.Detection;

/**
 * Reads an image once, from front to back, by its grammar, and notes where everything lies. Reads heads and the few
 * fields that decide what follows; never payloads.
 *
 * <p>Reading is tolerant: where the image is not what the grammar asks for, that is noted as {@link Damage} and reading
 * goes on at the enclosing part that knows the record at hand, or behind the record; where not even the next head can be
 * trusted, the rest of the image becomes one raw run. The nesting of definitions is kept in arrays, so its depth is
 * bounded by memory alone.
 */
final class ImageParser {
    private static final int HEAD = 8;
    private static final long TAIL_MAGIC = 0x002d2a0cc0deef00L;

    private final OrderedBytes bytes;
    private final Detection detection;
    private final ImageFormat format;
    private final Grammar grammar;
    private final FieldOffsets fields;
    private final RecordLengths lengths;
    private final long end;
    private final RecordIndex index = new RecordIndex();
    private final Deferred deferred = new Deferred();
    private final Recovery recovery = new Recovery(this);

    private Production[] productions = new Production[16];
    private int[] states = new int[16];
    private long[] counts = new long[16];
    private int[] definitions = new int[16];
    private int top = -1;
    private int deepest;

    private long offset;
    private long length;
    private RecordType type;
    private int entry;
    private int taskState;
    private boolean rawPageDue;
    private boolean stopped;

    private ImageParser(OrderedBytes bytes, Detection detection, long start) {
        this.bytes = bytes;
        this.detection = detection;
        this.format = detection.format();
        this.grammar = new Grammar(format);
        this.fields = new FieldOffsets(format);
        this.lengths = new RecordLengths(format, bytes);
        this.end = bytes.source().size();
        this.offset = start;
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
        while (top >= 0 && !stopped) {
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
        while (top >= 0) {
            Production production = productions[top];
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
            damage(Damage.Kind.CUT_OFF, "the image ends where " + productions[top].expected(this) + " was expected");
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
     * Settles the length of the record at hand: what its head says, or its struct's size where only that leads to a next
     * record.
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

    /** What messages call the record at hand. */
    String name() {
        return type == null ? "a record of the unknown type " + bytes.u32(offset) : type.toString();
    }

    private void beginDefinition() {
        while (isBody(top) && productions[top].optional(this)) {
            pop();
        }
        if (productions[top] == grammar.head) {
            damage(Damage.Kind.DEFINITION_IN_HEAD, "an object definition stands in the head, where none may stand");
        }
        if (!measure()) {
            return;
        }
        ObjectType objectType = format.objectType(bytes.s32(offset + 8));
        Production body = objectType == null ? null : grammar.body(objectType);
        addRecord(type.ordinal());
        int definition = index.addDefinition(entry, definitions[top]);
        if (body == null) {
            damage(
                    Damage.Kind.UNDEFINABLE_OBJECT,
                    "OBJREF defines an object of type " + (objectType == null ? bytes.u32(offset + 8) : objectType)
                            + ", which cannot be defined");
            offset += length;
            return;
        }
        index.objectCounts[objectType.ordinal()]++;
        offset += length;
        push(body, definition);
    }

    // Frames

    /** Enters a part of the production on top; it belongs to the same definition. */
    void push(Production production) {
        push(production, top < 0 ? RecordIndex.NONE : definitions[top]);
    }

    /** Enters a deferred group, whose first record comes next. */
    void pushGroup(int owner, Production production) {
        index.deferredGroups.add((long) owner << 32 | index.size());
        push(production);
    }

    private void push(Production production, int definition) {
        if (++top == productions.length) {
            int larger = top + (top >> 1);
            productions = Arrays.copyOf(productions, larger);
            states = Arrays.copyOf(states, larger);
            counts = Arrays.copyOf(counts, larger);
            definitions = Arrays.copyOf(definitions, larger);
        }
        deepest = Math.max(deepest, top);
        productions[top] = production;
        states[top] = 0;
        counts[top] = 0;
        definitions[top] = definition;
    }

    private boolean isBody(int frame) {
        return frame > 0 && definitions[frame] != definitions[frame - 1];
    }

    /** Ends the top frame, and all below it that end with it. */
    private void pop() {
        while (true) {
            if (isBody(top)) {
                endDefinition();
                return;
            }
            if (--top < 0 || productions[top].partDone(this) == Production.MORE) {
                return;
            }
        }
    }

    private void endDefinition() {
        int definition = definitions[top--];
        index.definitionEnds.set(definition, index.size());
        int number = bytes.s32(index.offset(index.definitionStarts.get(definition)) + 12);
        if (index.numbers.putIfAbsent(number, definition) != NumberTable.ABSENT) {
            index.duplicates.add(definition);
        }
    }

    /** Ends all frames above one without finishing what they lack. */
    void abandonAbove(int frame) {
        while (top > frame) {
            if (isBody(top)) {
                endDefinition();
            } else {
                if (productions[top] == grammar.task) {
                    endTask();
                } else if (productions[top] == grammar.head) {
                    endHead();
                }
                top--;
            }
        }
    }

    private void closeAll() {
        abandonAbove(-1);
        index.finish(deepest);
    }

    int top() {
        return top;
    }

    void top(int frame) {
        top = frame;
    }

    Production production(int frame) {
        return productions[frame];
    }

    // What productions ask and say

    ImageFormat format() {
        return format;
    }

    Grammar grammar() {
        return grammar;
    }

    FieldOffsets fields() {
        return fields;
    }

    Deferred deferred() {
        return deferred;
    }

    RecordType type() {
        return type;
    }

    long length() {
        return length;
    }

    long offset() {
        return offset;
    }

    int state() {
        return states[top];
    }

    void state(int state) {
        states[top] = state;
    }

    long count() {
        return counts[top];
    }

    void count(long count) {
        counts[top] = count;
    }

    int definition() {
        return definitions[top];
    }

    /** A signed 32-bit field of the record at hand; 0 where the record is too short to hold it. */
    int s32(int at) {
        return holds(at, Integer.BYTES) ? bytes.s32(offset + at) : 0;
    }

    long u32(int at) {
        return s32(at) & 0xffffffffL;
    }

    long u64(int at) {
        return holds(at, Long.BYTES) ? bytes.u64(offset + at) : 0;
    }

    int u16(int at) {
        return holds(at, Short.BYTES) ? bytes.u16(offset + at) : 0;
    }

    int u8(int at) {
        return holds(at, 1) ? bytes.u8(offset + at) : 0;
    }

    private boolean holds(int at, int size) {
        return at >= 0 && at + size <= length;
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

    // Sections

    /** Sets the number of tasks that the image announces. */
    void taskCount(int announced) {
        counts[0] = Math.max(0, announced);
        index.announcedTasks = announced;
    }

    void endHead() {
        index.headEnd = index.size();
        index.tasksEnd = index.size();
    }

    void beginTask() {
        taskState = s32(fields.taskState);
        index.taskStarts.add(index.tasksEnd);
        index.taskRecords.add(entry);
    }

    void endTask() {
        index.tasksEnd = index.size();
    }

    /** The state field of the current task's TASK record. */
    int taskState() {
        return taskState;
    }

    /** Takes note of TAIL. */
    void tail() {
        long magic = u64(fields.tailMagic);
        if (magic == TAIL_MAGIC) {
            index.complete = index.announcedTasks == index.taskRecords.size();
        } else {
            damage(
                    Damage.Kind.TAIL_MAGIC,
                    "TAIL has the magic 0x" + Long.toHexString(magic) + ", expected 0x" + Long.toHexString(TAIL_MAGIC));
        }
    }

    /** Ends reading: what follows cannot be understood. */
    void stop() {
        stopped = true;
    }

    /** Notes what is wrong at the record at hand. */
    void damage(Damage.Kind kind, String problem) {
        damage(kind, top < 0 ? null : productions[top].expected(this), problem);
    }

    /** The same where another record was expected than is by now. */
    void damage(Damage.Kind kind, RecordType wanted, String problem) {
        Optional<RecordType> expected = Optional.ofNullable(wanted);
        Optional<RecordType> found = Optional.ofNullable(end - offset < HEAD ? null : type);
        index.addDamage(() -> new Damage(offset, path(), problem, kind, expected, found));
    }

    private String path() {
        Places places = new Places(index, bytes, format);
        boolean inTask = top > 0 && productions[1] == grammar.task;
        int task = inTask ? index.taskRecords.size() - 1 : RecordIndex.NONE;
        String section = inTask ? places.task(task) : productions[Math.max(0, Math.min(top, 1))].name();
        return places.chain(section, top < 0 ? RecordIndex.NONE : definitions[top]);
    }

    // Looking ahead

    long nextOffset() {
        return offset + length;
    }

    int pageSize() {
        return detection.pageSize();
    }

    /** The type of the record whose head is at {@code at}, or null if none can be there. */
    RecordType typeAhead(long at) {
        return lengths.plausible(at, end) && at < end ? format.recordType(bytes.s32(at)) : null;
    }

    long lengthAhead(long at) {
        return bytes.u32(at + 4);
    }

    /** Whether a record may begin, or the image end, behind the record at hand. */
    boolean plausibleBehind() {
        return lengths.plausible(offset + length, end);
    }
}
