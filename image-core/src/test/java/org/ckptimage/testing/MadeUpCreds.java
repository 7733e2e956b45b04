package org.ckptimage.testing;

import java.util.Arrays;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/** Made-up credentials: a CRED with what it needs. Two with the same ids are still two objects. */
public final class MadeUpCreds {
    /** A user; those with the same id in the same namespace are one. @param creator who made the namespace, or null */
    private record User(int uid, User creator) {}

    private final int uid;
    private final int gid;
    private User creator;
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

    /** The user lives in a namespace that another user made, who lives in the first one. */
    public MadeUpCreds inNamespaceOf(int creatorUid) {
        creator = new User(creatorUid, null);
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
        int user = user(out, new User(uid, creator));
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

    private static int user(ImageWriter out, User user) {
        return out.object(ObjectType.USER, user, number -> {
            int maker = user.creator == null ? 0 : user(out, user.creator);
            int namespace = out.object(
                    ObjectType.USER_NS,
                    Arrays.asList(user.creator, "namespace"),
                    own -> out.record(RecordType.USER_NS, f -> f.set("creator_ref", maker)));
            out.record(RecordType.USER, f -> f.set("uid", user.uid).set("userns_ref", namespace));
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
