package org.ckptimage.record;

/**
 * UTS_NS: body of a uts namespace, the six names of uname(2), 65 bytes each. All six are set at restart.
 *
 * @param sysname name of the system, Linux
 * @param nodename host name
 * @param release of the kernel
 * @param version of the kernel
 * @param machine the hardware
 * @param domainname NIS domain
 * @param padding what no field covers
 */
public record UtsNsRecord(
        Text sysname, Text nodename, Text release, Text version, Text machine, Text domainname, Padding padding)
        implements CkptRecord {
    static final Shape<UtsNsRecord> SHAPE = Shape.of(
            in -> new UtsNsRecord(in.text(), in.text(), in.text(), in.text(), in.text(), in.text(), in.padding()),
            (r, out) -> out.text(r.sysname)
                    .text(r.nodename)
                    .text(r.release)
                    .text(r.version)
                    .text(r.machine)
                    .text(r.domainname)
                    .padding(r.padding),
            "sysname",
            "nodename",
            "release",
            "version",
            "machine",
            "domainname");
}
