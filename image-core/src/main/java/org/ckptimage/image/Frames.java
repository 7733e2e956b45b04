package org.ckptimage.image;

import java.util.Arrays;

/**
 * The productions that a reading is in, outermost first: each with its state, a count, and the definition whose body it
 * belongs to. Arrays instead of a call stack, since definitions nest without limit.
 */
final class Frames {
    private Production[] productions = new Production[16];
    private int[] states = new int[16];
    private long[] counts = new long[16];
    private int[] definitions = new int[16];
    private int top = -1;
    private int deepest;

    void push(Production production, int definition) {
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

    /** Leaves the top frame and gives the definition that it belonged to. */
    int pop() {
        return definitions[top--];
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
        return productions[top];
    }

    Production production(int frame) {
        return productions[frame];
    }

    /** Whether a frame is the body of a definition; else a part of the frame below it. */
    boolean isBody(int frame) {
        return frame > 0 && definitions[frame] != definitions[frame - 1];
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

    /** Sets the count of the outermost frame: the number of tasks that are to come. */
    void outermostCount(long count) {
        counts[0] = count;
    }

    /** The definition that the top frame belongs to, or {@link RecordIndex#NONE}. */
    int definition() {
        return top < 0 ? RecordIndex.NONE : definitions[top];
    }
}
