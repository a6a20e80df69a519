package org.trimtab.drivers.transport;

import java.net.InetAddress;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.DeviceId;

/** One device's line: who is talking on it, and who waits. Touched by the loop's thread only. */
final class Line {
    final DeviceId device;
    final ArrayDeque<Talking<?>> commands = new ArrayDeque<>(2);
    @Nullable Talking<?> poll;
    @Nullable Talking<?> current;
    private String host = "";
    private @Nullable InetAddress address;

    Line(DeviceId device) {
        this.device = device;
    }

    /** The device's address when it is known; a new host name forgets the old address. */
    @Nullable InetAddress addressOf(String wanted) {
        if (!wanted.equals(host)) {
            host = wanted;
            address = literal(wanted);
        }
        return address;
    }

    void resolved(String wanted, InetAddress found) {
        if (wanted.equals(host)) {
            address = found;
        }
    }

    /** The next connection looks the name up again; an address needs no looking up. */
    void forgetAddress() {
        address = literal(host);
    }

    private static @Nullable InetAddress literal(String host) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
