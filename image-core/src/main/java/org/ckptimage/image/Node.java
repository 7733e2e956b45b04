package org.ckptimage.image;

import io.netty.buffer.ByteBuf;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A node of the lossless tree: the image, a section of it, a definition, or a leaf. Children cover their parent's bytes
 * without gap or overlap, so the leaves in order are the image, byte for byte.
 *
 * <p>Immutable; may be used by many threads.
 */
public sealed interface Node {
    /** Where it begins, in bytes from the start of the file. */
    long offset();

    /** Bytes that it takes. */
    long length();

    /** What it consists of, in order; empty for a leaf. */
    List<Node> children();

    /**
     * A record, or raw bytes that belong to none.
     *
     * @param record the record
     */
    record Leaf(ImageRecord record) implements Node {
        @Override
        public long offset() {
            return record.offset();
        }

        @Override
        public long length() {
            return record.length();
        }

        @Override
        public List<Node> children() {
            return List.of();
        }

        /** Its bytes, as a view. */
        public ByteBuf bytes() {
            return record.bytes();
        }
    }

    /** An object's definition: its OBJREF, its body, and what is nested in it. */
    final class Definition extends Range implements Node {
        private final ImageObject object;

        Definition(Image image, ImageObject object, int from, int to) {
            super(image, from, to);
            this.object = object;
        }

        /** The object that is defined. */
        public ImageObject object() {
            return object;
        }

        @Override
        public List<Node> children() {
            List<Node> children = new ArrayList<>();
            children.add(new Leaf(new ImageRecord(image(), from())));
            addChildren(children, from() + 1);
            return children;
        }
    }

    /** A part of the image that is no object. */
    final class Section extends Range implements Node {
        /** What a section is. */
        public enum Kind {
            /** The whole image. */
            IMAGE,
            /** From HEADER to the pid array. */
            HEAD,
            /** A task's records, and the definitions in front of them. */
            TASK,
            /** TAIL, what stands in front of it, and whatever follows. */
            END
        }

        private final Kind kind;

        Section(Image image, Kind kind, int from, int to) {
            super(image, from, to);
            this.kind = kind;
        }

        /** What it is. */
        public Kind kind() {
            return kind;
        }

        @Override
        public List<Node> children() {
            if (kind == Kind.IMAGE) {
                return sections();
            }
            List<Node> children = new ArrayList<>();
            addChildren(children, from());
            return children;
        }

        /** Head, tasks, end. A view, for there may be millions of tasks. */
        private List<Node> sections() {
            RecordIndex index = image().index();
            int tasks = index.taskStarts.size();
            return new AbstractList<>() {
                @Override
                public Node get(int i) {
                    Objects.checkIndex(i, size());
                    if (i == 0) {
                        return new Section(image(), Kind.HEAD, 0, index.headEnd);
                    }
                    int from = i <= tasks ? index.taskStarts.get(i - 1) : index.tasksEnd;
                    int to = i < tasks ? index.taskStarts.get(i) : i == tasks ? index.tasksEnd : index.size();
                    return new Section(image(), i <= tasks ? Kind.TASK : Kind.END, from, to);
                }

                @Override
                public int size() {
                    return tasks + 2;
                }
            };
        }
    }

    /** A node over a range of entries. */
    abstract sealed class Range permits Definition, Section {
        private final Image image;
        private final int from;
        private final int to;

        Range(Image image, int from, int to) {
            this.image = image;
            this.from = from;
            this.to = to;
        }

        final Image image() {
            return image;
        }

        final int from() {
            return from;
        }

        /** Where it begins, in bytes from the start of the file. */
        public final long offset() {
            return image.index().offset(from);
        }

        /** Bytes that it takes. */
        public final long length() {
            return image.index().offset(to) - offset();
        }

        final void addChildren(List<Node> children, int first) {
            RecordIndex index = image.index();
            for (int at = first; at < to; at = image.walk().next(at)) {
                children.add(
                        index.isDefinition(at)
                                ? new Definition(image, image.definition(at), at, index.definitions.endOf(at))
                                : new Leaf(new ImageRecord(image, at)));
            }
        }
    }
}
