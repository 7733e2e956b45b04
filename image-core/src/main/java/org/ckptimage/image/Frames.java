package org.ckptimage.image;

import java.util.Arrays;

/**
 * The productions that a reading is in, outermost first: each with its state, a count, and the definition whose body it
 * belongs to. Arrays instead of a call stack, since definitions nest without limit.
 */
final class Frames {
    private static final int BITS = 8;
    private static final int CHUNK = 1 << BITS;

    /** Some frames in a row: growing copies none of them, so that a million take no more than they need. */
    private static final class Chunk {
        private final Production[] productions = new Production[CHUNK];
        private final int[] states = new int[CHUNK];
        private final long[] counts = new long[CHUNK];
        private final int[] definitions = new int[CHUNK];
    }

    private Chunk[] chunks = {new Chunk()};
    private int top = -1;
    private int deepest;

    private Chunk chunk(int frame) {
        return chunks[frame >>> BITS];
    }

    private static int within(int frame) {
        return frame & CHUNK - 1;
    }

    void push(Production production, int definition) {
        top++;
        if (top >>> BITS == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunks.length * 2);
        }
        if (chunk(top) == null) {
            chunks[top >>> BITS] = new Chunk();
        }
        deepest = Math.max(deepest, top);
        chunk(top).productions[within(top)] = production;
        chunk(top).definitions[within(top)] = definition;
        state(0);
        count(0);
    }

    /** Leaves the top frame and gives the definition that it belonged to. */
    int pop() {
        int definition = definition();
        top--;
        return definition;
    }

    boolean isEmpty() {
        return top < 0;
    }

    int top() {
        return top;
    }

    /** Looks at the stack as if all above {@code frame} were gone; nothing is lost by it. */
    void top(int frame) {
        top = frame;
    }

    /** The most frames that there ever were above the outermost. */
    int deepest() {
        return deepest;
    }

    /** The production of the top frame. */
    Production current() {
        return production(top);
    }

    Production production(int frame) {
        return chunk(frame).productions[within(frame)];
    }

    /** Whether a frame is the body of a definition; else a part of the frame below it. */
    boolean isBody(int frame) {
        return frame > 0 && definition(frame) != definition(frame - 1);
    }

    int state() {
        return chunk(top).states[within(top)];
    }

    void state(int state) {
        chunk(top).states[within(top)] = state;
    }

    long count() {
        return chunk(top).counts[within(top)];
    }

    void count(long count) {
        chunk(top).counts[within(top)] = count;
    }

    /** Sets the count of the outermost frame: the number of tasks that are to come. */
    void outermostCount(long count) {
        chunks[0].counts[0] = count;
    }

    /** The definition that the top frame belongs to, or {@link RecordIndex#NONE}. */
    int definition() {
        return top < 0 ? RecordIndex.NONE : definition(top);
    }

    private int definition(int frame) {
        return chunk(frame).definitions[within(frame)];
    }
}
