package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All leaves of the tree in order are the image, byte for byte. */
class LosslessTreeTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#all")
    void theLeavesGiveBackTheFile(String name) throws Exception {
        byte[] file = RealImages.bytes(name);
        try (Image image = RealImages.open(name)) {
            List<Node.Leaf> leaves = new ArrayList<>();
            Leaves.collect(image.tree(), leaves);
            assertThat(joined(leaves.stream().map(Node.Leaf::bytes).toList())).isEqualTo(file);
            long at = 0;
            for (Node.Leaf leaf : leaves) {
                assertThat(leaf.offset()).isEqualTo(at);
                at += leaf.length();
            }
            assertThat(at).isEqualTo(file.length);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#all")
    void theRecordsGiveBackTheFile(String name) throws Exception {
        byte[] file = RealImages.bytes(name);
        try (Image image = RealImages.open(name)) {
            List<ByteBuf> records = new ArrayList<>();
            long at = 0;
            for (ImageRecord record : image.records()) {
                assertThat(record.offset()).isEqualTo(at);
                at += record.length();
                records.add(record.bytes());
            }
            assertThat(joined(records)).isEqualTo(file);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#all")
    void theLeavesAreTheRecordsInOrder(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            List<Node.Leaf> leaves = new ArrayList<>();
            Leaves.collect(image.tree(), leaves);
            assertThat(leaves).extracting(Node.Leaf::record).containsExactlyElementsOf(image.records());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#all")
    void childrenCoverTheirParentWithoutGapOrOverlap(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            Leaves.forEachNode(image.tree(), node -> {
                long at = node.offset();
                for (Node child : node.children()) {
                    assertThat(child.offset()).isEqualTo(at);
                    at += child.length();
                }
                if (!node.children().isEmpty()) {
                    assertThat(at).isEqualTo(node.offset() + node.length());
                }
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void whatAKernelWroteIsCompleteAndWithoutDamage(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            assertThat(image.isComplete()).isTrue();
            assertThat(image.damages()).isEmpty();
            assertThat(image.trailingBytes()).isZero();
            assertThat(image.size()).isEqualTo(RealImages.facts(name).imageSize());
        }
    }

    private static byte[] joined(List<ByteBuf> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(part -> out.writeBytes(ByteBufUtil.getBytes(part)));
        return out.toByteArray();
    }
}
