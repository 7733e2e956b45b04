package org.ckptimage.image;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The productions that a reading is in, outermost first: each with its state and a count. Not a call stack, since
 * definitions nest without limit: a frame that waits for those above takes two bytes, and twelve more if its count is
 * not 0, which a record has made it.
 */
final class Frames {
    private static final int BITS = 12;
    private static final int CHUNK = 1 << BITS;

    // What a frame that waits is kept as: its state in the low byte, above it its production, and whether it is a body.
    private static final int PRODUCTION = 8;
    private static final int MOST_PRODUCTIONS = 1 << 7;
    private static final int BODY = 1 << 15;

    private final List<Production> productions;
    private short[][] waiting = new short[1][];
    /** The waiting frames whose count is not 0, ascending, and their counts. The outermost frame is always there. */
    private final IntChunks counted = new IntChunks();

    private final LongChunks counts = new LongChunks();

    private int top = -1;
    private Production current;
    private boolean body;
    private int state;
    private long count;

    /** @param productions all that there are: {@link Production#number} is their place here */
    Frames(List<Production> productions) {
        if (productions.size() > MOST_PRODUCTIONS) {
            throw new IllegalArgumentException(productions.size() + " productions");
        }
        this.productions = productions;
    }

    /** @param isBody whether this is the body of a definition; else it is a part of the frame below */
    void push(Production production, boolean isBody) {
        if (top >= 0) {
            keepTop();
        }
        top++;
        current = production;
        body = isBody;
        state = 0;
        count = 0;
    }

    private void keepTop() {
        int chunk = top >>> BITS;
        if (chunk == waiting.length) {
            waiting = Arrays.copyOf(waiting, chunk * 2);
        }
        if (waiting[chunk] == null) {
            waiting[chunk] = new short[chunk == 0 ? 64 : CHUNK];
        } else if (chunk == 0 && top == waiting[0].length) {
            waiting[0] = Arrays.copyOf(waiting[0], Math.min(CHUNK, top * 4));
        }
        waiting[chunk][top & CHUNK - 1] = (short) (state | current.number() << PRODUCTION | (body ? BODY : 0));
        if (count != 0 || top == 0) {
            counted.add(top);
            counts.add(count);
        }
    }

    /** Leaves the top frame. */
    void pop() {
        top--;
        if (top < 0) {
            return;
        }
        load(top);
        if (counted.last() == top) {
            count = counts.last();
            counted.removeLast();
            counts.removeLast();
        }
    }

    /** Takes over a frame that waits, but for its count. */
    private void load(int frame) {
        current = production(frame);
        body = (kept(frame) & BODY) != 0;
        state = kept(frame) & 0xff;
        count = 0;
    }

    private int kept(int frame) {
        return waiting[frame >>> BITS][frame & CHUNK - 1];
    }

    /** The production of a frame that waits. */
    private Production production(int frame) {
        return productions.get(kept(frame) >>> PRODUCTION & MOST_PRODUCTIONS - 1);
    }

    private long keptCount(int frame) {
        int at = counted.find(frame);
        return at < 0 ? 0 : counts.get(at);
    }

    /** The answer that a frame would give if it were the top. What it changes in answering does not count. */
    boolean ask(int frame, Predicate<Production> question) {
        Production realCurrent = current;
        boolean realBody = body;
        int realState = state;
        long realCount = count;
        if (frame != top) {
            load(frame);
            count = keptCount(frame);
        }
        boolean answer = question.test(current);
        current = realCurrent;
        body = realBody;
        state = realState;
        count = realCount;
        return answer;
    }

    boolean isEmpty() {
        return top < 0;
    }

    int top() {
        return top;
    }

    /** The production of the top frame. */
    Production current() {
        return current;
    }

    /** The production of any frame. */
    Production at(int frame) {
        return frame == top ? current : production(frame);
    }

    /** Whether the top frame is the body of a definition; else it is a part of the frame below it. */
    boolean inBody() {
        return body;
    }

    /** The state of the top frame, from 0 to 255. */
    int state() {
        return state;
    }

    void state(int newState) {
        state = newState;
    }

    /** The count of the top frame. */
    long count() {
        return count;
    }

    void count(long newCount) {
        count = newCount;
    }

    /** Sets the count of the outermost frame, which waits: the number of tasks that are to come. */
    void outermostCount(long newCount) {
        counts.set(0, newCount);
    }
}
