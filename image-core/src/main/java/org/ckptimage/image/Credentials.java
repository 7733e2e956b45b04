package org.ckptimage.image;

import com.google.common.primitives.ImmutableLongArray;
import java.util.Optional;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.CredRecord;
import org.ckptimage.record.GroupInfoRecord;
import org.ckptimage.record.UserRecord;

/** User and group ids, supplementary groups, capabilities and security label. */
public final class Credentials {
    private final Image image;
    private final int definition;

    Credentials(Image image, int definition) {
        this.image = image;
        this.definition = definition;
    }

    /** The object behind it. */
    public ImageObject object() {
        return image.definition(definition);
    }

    /** The CRED record; empty if the image lacks it. */
    public Optional<CredRecord> record() {
        int entry = image.walk().find(definition, RecordType.CRED);
        return image.find(entry, CredRecord.class);
    }

    /** The supplementary groups, ascending. */
    public ImmutableLongArray groups() {
        int groups = record().map(cred -> image.definition(cred.groupinfoRef(), ObjectType.GROUPINFO))
                .orElse(RecordIndex.NONE);
        int entry = groups < 0 ? RecordIndex.NONE : image.walk().find(groups, RecordType.GROUPINFO);
        return image.find(entry, GroupInfoRecord.class)
                .map(GroupInfoRecord::groups)
                .orElse(ImmutableLongArray.of());
    }

    /** The user that resources are charged to. */
    public Optional<UserRecord> user() {
        int user = record().map(cred -> image.definition(cred.userRef(), ObjectType.USER))
                .orElse(RecordIndex.NONE);
        int entry = user < 0 ? RecordIndex.NONE : image.walk().find(user, RecordType.USER);
        return image.find(entry, UserRecord.class);
    }

    /** The security label. */
    public Optional<SecurityLabel> label() {
        return record().flatMap(cred -> SecurityLabel.find(image, cred.secRef()));
    }
}
