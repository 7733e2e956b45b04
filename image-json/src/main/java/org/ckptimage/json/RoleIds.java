package org.ckptimage.json;

import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.ckptimage.image.Role;

/** The names of roles in JSON and listings: {@code uts-release}. */
final class RoleIds {
    private static final SerializedString[] IDS = Arrays.stream(Role.values())
            .map(role ->
                    new SerializedString(role.name().toLowerCase(Locale.ROOT).replace('_', '-')))
            .toArray(SerializedString[]::new);

    private RoleIds() {}

    static SerializedString id(Role role) {
        return IDS[role.ordinal()];
    }

    /** The role with a name. */
    static Optional<Role> role(String id) {
        return Arrays.stream(Role.values())
                .filter(role -> IDS[role.ordinal()].getValue().equals(id))
                .findFirst();
    }
}
