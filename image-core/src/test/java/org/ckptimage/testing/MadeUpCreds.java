package org.ckptimage.testing;

import java.util.Arrays;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/** Made-up credentials: a CRED with what it needs. Two with the same ids are still two objects. */
public final class MadeUpCreds {
    private static final String USER_NS = "the user namespace";

    private record User(int uid) {}

    private final int uid;
    private final int gid;
    private int[] groups = {};
    private String label;

    MadeUpCreds(int uid, int gid) {
        this.uid = uid;
        this.gid = gid;
    }

    /** Supplementary groups. */
    public MadeUpCreds groups(int... ids) {
        groups = ids.clone();
        return this;
    }

    /** The security label; from v19-rc2 on. */
    public MadeUpCreds label(String context) {
        label = context;
        return this;
    }

    /** The number of the CRED, defined here if it is new. */
    int write(ImageWriter out) {
        return out.object(ObjectType.CRED, this, number -> body(out));
    }

    /** The body without its OBJREF. */
    void body(ImageWriter out) {
        int groupInfo = out.object(ObjectType.GROUPINFO, Arrays.asList(this, "groups"), number -> groupInfo(out));
        int user = out.object(ObjectType.USER, new User(uid), number -> {
            int namespace = out.object(
                    ObjectType.USER_NS, USER_NS, own -> out.record(RecordType.USER_NS, f -> f.set("creator_ref", 0)));
            out.record(RecordType.USER, f -> f.set("uid", uid).set("userns_ref", namespace));
        });
        int secRef = MadeUpLabel.write(out, label, MadeUpLabel.CREDENTIALS);
        out.record(RecordType.CRED, f -> {
            for (String name : new String[] {"uid", "suid", "euid", "fsuid"}) {
                f.set(name, uid);
            }
            for (String name : new String[] {"gid", "sgid", "egid", "fsgid"}) {
                f.set(name, gid);
            }
            f.set("user_ref", user).set("groupinfo_ref", groupInfo).setIfPresent("sec_ref", secRef);
            f.set("cap_s.cap_b_0", 0xffffffffL).set("cap_s.cap_b_1", 0xffffffffL);
        });
    }

    private void groupInfo(ImageWriter out) {
        out.record(RecordType.GROUPINFO, 4 * groups.length, f -> {
            f.set("ngroups", groups.length);
            for (int i = 0; i < groups.length; i++) {
                f.set("groups", i, groups[i]);
            }
        });
    }
}
