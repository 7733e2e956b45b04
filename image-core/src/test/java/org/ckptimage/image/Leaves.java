package org.ckptimage.image;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Walks over trees, whatever their depth. */
final class Leaves {
    private Leaves() {}

    /** Adds all leaves under a node, in order. */
    static void collect(Node root, List<Node.Leaf> leaves) {
        forEachNode(root, node -> {
            if (node instanceof Node.Leaf leaf) {
                leaves.add(leaf);
            }
        });
    }

    /** Hands over a node and all that it holds, parents first, in order. */
    static void forEachNode(Node root, Consumer<Node> action) {
        Deque<Node> due = new ArrayDeque<>();
        due.push(root);
        while (!due.isEmpty()) {
            Node node = due.pop();
            action.accept(node);
            List<Node> children = node.children();
            for (int i = children.size() - 1; i >= 0; i--) {
                due.push(children.get(i));
            }
        }
    }
}
