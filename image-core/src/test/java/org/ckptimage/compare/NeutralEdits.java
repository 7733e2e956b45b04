package org.ckptimage.compare;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.ckptimage.format.FileType;
import org.ckptimage.format.HiddenDefinition;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.format.VmaType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Node;
import org.ckptimage.image.Role;

/** Edits of little-endian images after which a restart does the same: numbers, order, the splitting of pages. */
final class NeutralEdits {
    private static final int HEAD = 8;

    private final Image image;

    NeutralEdits(Image image) {
        this.image = image;
    }

    /** Adds a number to the number of every object. */
    byte[] renumbered(int added) {
        Set<Long> places = new TreeSet<>();
        image.objects().forEachReference(reference -> places.add(reference.offset()));
        for (ImageRecord record : image.records()) {
            RecordType type = record.type().orElse(null);
            if (type == RecordType.OBJREF) {
                places.add(record.offset() + image.format().layout(type).offset("objref"));
            }
            for (HiddenDefinition hidden : HiddenDefinition.all()) {
                StructLayout layout = layout(hidden, record);
                if (layout != null && layout.offset(hidden.field()) >= 0) {
                    places.add(record.offset() + layout.offset(hidden.field()));
                }
            }
        }
        ByteBuf bytes = bytes();
        for (long place : places) {
            int number = bytes.getIntLE((int) place);
            if (number > 0) {
                bytes.setIntLE((int) place, number + added);
            }
        }
        return ByteBufUtil.getBytes(bytes);
    }

    private StructLayout layout(HiddenDefinition hidden, ImageRecord record) {
        RecordType type = record.type().orElse(null);
        if (type == RecordType.FILE && hidden.record().equals("FILE.PIPE")) {
            FileType kind = FileType.of(field(record, "f_type"));
            return kind == FileType.PIPE || kind == FileType.FIFO
                    ? image.format().layout(kind)
                    : null;
        }
        return type != null && hidden.record().equals(type.name())
                ? image.format().layout(type)
                : null;
    }

    private int field(ImageRecord record, String name) {
        int at = image.format().layout(record.type().orElseThrow()).offset(name);
        return record.bytes().getIntLE(record.bytes().readerIndex() + at);
    }

    ByteBuf bytes() {
        return Unpooled.copiedBuffer(
                image.source().slice(0, (int) image.source().size()));
    }

    /** A saved page with its key. */
    private record Saved(ByteBuf key, ByteBuf contents) {
        boolean isZero() {
            return contents.forEachByte(b -> b == 0) < 0;
        }
    }

    /**
     * Splits the pages into other chunks.
     *
     * @param disorder also leaves out zero pages where they mean nothing, shuffles the pages, and puts a page in that a
     *     later one replaces
     */
    byte[] rechunked(Random random, boolean disorder) {
        ByteBuf out = Unpooled.buffer();
        List<Saved> pages = new ArrayList<>();
        ImageRecord area = null;
        for (ImageRecord record : image.records()) {
            RecordType type = record.type().orElse(null);
            if (type == RecordType.VMA || type == RecordType.IPC_SHM) {
                area = record;
            }
            if (record.role() == Role.PAGES) {
                addPages(record.payload(), pages);
            } else if (type == RecordType.PGARR && field(record, "nr_pages") > 0) {
                continue;
            } else {
                if (type == RecordType.PGARR) {
                    writePages(out, record, disorder ? disordered(pages, area, random) : pages, random);
                    pages.clear();
                }
                out.writeBytes(record.bytes());
            }
        }
        return ByteBufUtil.getBytes(out);
    }

    private void addPages(ByteBuf payload, List<Saved> pages) {
        int word = image.format().architecture().wordSize();
        int size = image.detection().pageSize();
        int count = payload.readableBytes() / (word + size);
        for (int i = 0; i < count; i++) {
            pages.add(new Saved(
                    payload.slice(payload.readerIndex() + i * word, word),
                    payload.slice(payload.readerIndex() + count * word + i * size, size)));
        }
    }

    private List<Saved> disordered(List<Saved> pages, ImageRecord area, Random random) {
        List<Saved> others = new ArrayList<>(pages);
        boolean file = area.type().orElse(null) == RecordType.VMA && field(area, "vma_type") == VmaType.FILE.number();
        if (!file) {
            others.removeIf(Saved::isZero);
        }
        Collections.shuffle(others, random);
        if (!others.isEmpty()) {
            byte[] garbage = new byte[image.detection().pageSize()];
            random.nextBytes(garbage);
            others.add(0, new Saved(others.get(others.size() - 1).key, Unpooled.wrappedBuffer(garbage)));
        }
        return others;
    }

    private static void writePages(ByteBuf out, ImageRecord last, List<Saved> pages, Random random) {
        for (int at = 0; at < pages.size(); ) {
            int count = 1 + random.nextInt(Math.min(40, pages.size() - at));
            List<Saved> chunk = pages.subList(at, at + count);
            int pgarr = out.writerIndex();
            out.writeBytes(last.bytes());
            out.setLongLE(pgarr + HEAD, count);
            int buffer = out.writerIndex();
            out.writeIntLE(4).writeIntLE(0);
            chunk.forEach(page -> out.writeBytes(page.key.duplicate()));
            chunk.forEach(page -> out.writeBytes(page.contents.duplicate()));
            out.setIntLE(buffer + 4, out.writerIndex() - buffer);
            at += count;
        }
    }

    /** Defines the files of all tables in front of them, and has the descriptors in the opposite order. */
    byte[] hoisted() {
        ByteBuf out = Unpooled.buffer();
        write(out, image.tree());
        return ByteBufUtil.getBytes(out);
    }

    private void write(ByteBuf out, Node node) {
        if (node instanceof Node.Leaf leaf) {
            out.writeBytes(leaf.bytes());
        } else if (node instanceof Node.Definition definition
                && definition.object().type().orElse(null) == ObjectType.FILE_TABLE) {
            List<Node> own = new ArrayList<>();
            List<Node> descriptors = new ArrayList<>();
            for (Node child : node.children()) {
                boolean descriptor =
                        child instanceof Node.Leaf leaf && leaf.record().type().orElse(null) == RecordType.FILE_DESC;
                if (child instanceof Node.Definition) {
                    write(out, child);
                } else if (descriptor) {
                    descriptors.add(0, child);
                } else {
                    own.add(child);
                }
            }
            own.forEach(child -> write(out, child));
            descriptors.forEach(child -> write(out, child));
        } else {
            node.children().forEach(child -> write(out, child));
        }
    }

    /** Has the watches of all epoll sets in the opposite order. */
    byte[] withWatchesReversed() {
        ByteBuf bytes = bytes();
        int size = image.format().element("eventpoll_item").size();
        for (ImageRecord record : image.records()) {
            if (record.role() == Role.EPOLL_ITEMS) {
                ByteBuf items = record.payload();
                int at = (int) record.offset() + HEAD;
                for (int end = items.readableBytes(); end >= size; end -= size, at += size) {
                    bytes.setBytes(at, items, items.readerIndex() + end - size, size);
                }
            }
        }
        return ByteBufUtil.getBytes(bytes);
    }
}
