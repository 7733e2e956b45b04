package org.ckptimage.testing;

import java.util.ArrayList;
import java.util.List;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/**
 * A made-up network namespace (NET_NS) with its devices; from v21 on. Only the structs are known: the order of the
 * records is a guess.
 */
public final class MadeUpNetwork {
    private static final int LOOPBACK = 0;
    private static final int VETH = 1;
    private static final int MACVLAN = 3;

    private record Device(int type, String name, String other, int[] addresses) {}

    private final List<Device> devices = new ArrayList<>();

    MadeUpNetwork() {}

    /** The loopback device. */
    public MadeUpNetwork loopback() {
        return device(LOOPBACK, "lo", null, 0x7f000001);
    }

    /** Half of a pair of virtual devices. @param peer the other half, here or elsewhere */
    public MadeUpNetwork veth(String name, String peer, int... addresses) {
        return device(VETH, name, peer, addresses);
    }

    /** A device on top of another. */
    public MadeUpNetwork macvlan(String name, String lower, int... addresses) {
        return device(MACVLAN, name, lower, addresses);
    }

    private MadeUpNetwork device(int type, String name, String other, int... addresses) {
        devices.add(new Device(type, name, other, addresses.clone()));
        return this;
    }

    /** The number of the NET_NS, defined here if it is new. */
    int write(ImageWriter out) {
        return out.object(ObjectType.NET_NS, this, number -> {
            out.record(RecordType.NET_NS, f -> f.set("this_ref", number));
            devices.forEach(device -> write(out, device, number));
        });
    }

    private void write(ImageWriter out, Device device, int namespace) {
        int peer = device.type == VETH ? out.numberOf(deviceNamed(device.other)) : 0;
        out.object(ObjectType.NETDEV, device, number -> {
            out.record(RecordType.NETDEV, f -> {
                f.set("netns_ref", namespace).set("type", device.type).set("inet_addrs", device.addresses.length);
                if (device.type == VETH) {
                    f.set("veth.this_ref", number).set("veth.peer_ref", peer);
                }
            });
            out.string(device.name);
            if (device.other != null) {
                out.string(device.other);
            }
            if (device.addresses.length > 0) {
                List<byte[]> structs = new ArrayList<>();
                for (int address : device.addresses) {
                    structs.add(out.element(
                            "netdev_addr",
                            f -> f.setNetworkOrder("inet4_local", address).setNetworkOrder("inet4_address", address)));
                }
                out.buffer(ImageWriter.concat(structs));
            }
        });
    }

    private Device deviceNamed(String name) {
        return devices.stream()
                .filter(device -> device.name.equals(name))
                .findFirst()
                .orElse(null);
    }
}
