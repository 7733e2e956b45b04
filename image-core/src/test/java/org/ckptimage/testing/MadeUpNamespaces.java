package org.ckptimage.testing;

import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/** The namespaces (NS) of all tasks of an image. */
final class MadeUpNamespaces {
    private final MadeUpIpc ipc = new MadeUpIpc();
    private final Object uts = new Object();
    private MadeUpNetwork network;

    MadeUpIpc ipc() {
        return ipc;
    }

    MadeUpNetwork network() {
        network = network == null ? new MadeUpNetwork() : network;
        return network;
    }

    /** The number of the NS, defined here if it is new. */
    int write(ImageWriter out) {
        return out.object(ObjectType.NS, this, number -> {
            int utsNumber = out.object(
                    ObjectType.UTS_NS,
                    uts,
                    own -> out.record(
                            RecordType.UTS_NS,
                            f -> f.set("sysname", "Linux")
                                    .set("nodename", "made-up")
                                    .set("machine", out.format().architecture().id())));
            int ipcNumber = ipc.write(out);
            int netNumber = network == null ? 0 : network.write(out);
            out.record(
                    RecordType.NS,
                    f -> f.set("uts_objref", utsNumber)
                            .set("ipc_objref", ipcNumber)
                            .setIfPresent("net_objref", netNumber));
        });
    }
}
