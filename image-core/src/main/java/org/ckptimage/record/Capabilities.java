package org.ckptimage.record;

import com.google.common.collect.ObjectArrays;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;

/**
 * Capability sets, part of CRED; each is stored as two halves. A v20 restart restores neither the bounding set nor the
 * securebits.
 *
 * @param capI inheritable
 * @param capP permitted
 * @param capE effective
 * @param capB bounding set
 * @param securebits how a change of ids changes capabilities
 */
public record Capabilities(Flags capI, Flags capP, Flags capE, Flags capB, Flags securebits) {

    private static final String[] FIELDS = {
        "cap_s.cap_i_0",
        "cap_s.cap_i_1",
        "cap_s.cap_p_0",
        "cap_s.cap_p_1",
        "cap_s.cap_e_0",
        "cap_s.cap_e_1",
        "cap_s.cap_b_0",
        "cap_s.cap_b_1",
        "cap_s.securebits"
    };

    static Capabilities read(FieldReader in) {
        return new Capabilities(
                in.flagHalves(FlagKind.CAPABILITIES),
                in.flagHalves(FlagKind.CAPABILITIES),
                in.flagHalves(FlagKind.CAPABILITIES),
                in.flagHalves(FlagKind.CAPABILITIES),
                in.flags(FlagKind.SECUREBITS));
    }

    FieldWriter write(FieldWriter out) {
        return out.flagHalves(capI)
                .flagHalves(capP)
                .flagHalves(capE)
                .flagHalves(capB)
                .flags(securebits);
    }

    static String[] fieldsBehind(String... before) {
        return ObjectArrays.concat(before, FIELDS, String.class);
    }
}
