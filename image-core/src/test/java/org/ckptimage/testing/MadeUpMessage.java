package org.ckptimage.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ckptimage.format.RecordType;

/** A made-up unread message of a socket (skb): a linear part and fragments, each in a page of its own. */
public final class MadeUpMessage {
    private record Fragment(int offset, byte[] bytes) {}

    private final byte[] linear;
    private int headroom;
    private MadeUpSocket sender;
    private final List<Fragment> fragments = new ArrayList<>();

    private MadeUpMessage(byte[] linear) {
        this.linear = linear.clone();
    }

    /** A message with these bytes in its linear part. */
    public static MadeUpMessage of(byte[] bytes) {
        return new MadeUpMessage(bytes);
    }

    /** A message with this text in its linear part. */
    public static MadeUpMessage of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes of headers before the unread data in the linear part; real TCP has 192. */
    public MadeUpMessage headroom(int bytes) {
        headroom = bytes;
        return this;
    }

    /** The sending socket; without one the receiver itself, as for INET. */
    public MadeUpMessage from(MadeUpSocket socket) {
        sender = socket;
        return this;
    }

    /** Further data, at this offset of a page; dialects without fragments (v18) get it in the linear part. */
    public MadeUpMessage fragment(int offset, byte[] bytes) {
        fragments.add(new Fragment(offset, bytes.clone()));
        return this;
    }

    MadeUpSocket sender() {
        return sender;
    }

    /** Bytes of unread data. */
    int length() {
        return linear.length + fragments.stream().mapToInt(f -> f.bytes.length).sum();
    }

    void write(ImageWriter out, int sk, int pr) {
        boolean paged = MadeUpSocket.hasFragments(out);
        List<byte[]> inLinear = new ArrayList<>();
        if (paged) {
            inLinear.add(new byte[headroom]);
        }
        inLinear.add(linear);
        if (!paged) {
            fragments.forEach(fragment -> inLinear.add(fragment.bytes));
        }
        byte[] buffer = ImageWriter.concat(inLinear);
        out.record(RecordType.SOCKET_BUFFER, f -> {
            f.set("sk_objref", sk).set("pr_objref", pr);
            if (paged) {
                f.set("lin_len", buffer.length).set("frg_len", length() - linear.length);
                f.set("skb_len", length()).set("hdr_len", headroom).set("data_offset", headroom);
                f.set("mac_header", 0xffffffffL).set("nr_frags", fragments.size());
            }
        });
        out.buffer(buffer);
        if (paged) {
            fragments.forEach(fragment -> fragment(out, fragment));
        }
    }

    private static void fragment(ImageWriter out, Fragment fragment) {
        out.record(
                RecordType.SOCKET_FRAG,
                f -> f.set("size", fragment.bytes.length).set("offset", fragment.offset));
        byte[] page = new byte[out.pageSize()];
        System.arraycopy(fragment.bytes, 0, page, fragment.offset, fragment.bytes.length);
        out.raw(page);
    }
}
