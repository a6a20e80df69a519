package org.trimtab.openadr.vtn.push;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells public addresses from those a stranger must not make us call. Ranges: IANA special-purpose address registries
 * (RFC 6890 and its successors). Outside 2000::/3 no IPv6 address is public; the ranges inside it that carry an IPv4
 * address (6to4, Teredo) could name a private one and are refused.
 */
final class AddressGuard {
    private static final List<Range> RESERVED_V4 =
            List.of(
                    Range.v4(0, 0, 0, 8), // "this network"
                    Range.v4(10, 0, 0, 8), // private
                    Range.v4(100, 64, 0, 10), // carrier-grade NAT
                    Range.v4(127, 0, 0, 8), // loopback
                    Range.v4(169, 254, 0, 16), // link-local, cloud metadata
                    Range.v4(172, 16, 0, 12), // private
                    Range.v4(192, 0, 0, 24), // protocol assignments
                    Range.v4(192, 0, 2, 24), // documentation
                    Range.v4(192, 88, 99, 24), // 6to4 relay
                    Range.v4(192, 168, 0, 16), // private
                    Range.v4(198, 18, 0, 15), // benchmarks
                    Range.v4(198, 51, 100, 24), // documentation
                    Range.v4(203, 0, 113, 24), // documentation
                    Range.v4(224, 0, 0, 4), // multicast
                    Range.v4(240, 0, 0, 4)); // reserved, broadcast

    private static final Range GLOBAL_V6 = new Range(0x2000_0000L, 3);
    private static final List<Range> RESERVED_V6 =
            List.of(
                    new Range(0x2001_0000L, 23), // protocol assignments, Teredo, ORCHID
                    new Range(0x2001_0db8L, 32), // documentation
                    new Range(0x2002_0000L, 16), // 6to4
                    new Range(0x3fff_0000L, 20)); // documentation

    /** A range by the first 32 bits of its addresses; no range here has a longer prefix. */
    private record Range(long first, int bits) {
        static Range v4(int a, int b, int c, int bits) {
            return new Range(((long) a << 24) | ((long) b << 16) | ((long) c << 8), bits);
        }

        boolean holds(long word) {
            return (word >>> (32 - bits)) == (first >>> (32 - bits));
        }
    }

    private AddressGuard() {}

    /** Whether anyone may make us call this address. */
    static boolean isPublic(InetAddress address) {
        long word = firstWord(address.getAddress());
        if (address instanceof Inet4Address) {
            return RESERVED_V4.stream().noneMatch(range -> range.holds(word));
        }
        return GLOBAL_V6.holds(word) && RESERVED_V6.stream().noneMatch(range -> range.holds(word));
    }

    /** Whether the address names one machine at all: no multicast, no broadcast, not "any". */
    static boolean isOneMachine(InetAddress address) {
        long word = firstWord(address.getAddress());
        boolean broadcast = address instanceof Inet4Address && word == 0xffff_ffffL;
        return !address.isMulticastAddress() && !address.isAnyLocalAddress() && !broadcast;
    }

    private static long firstWord(byte[] bytes) {
        return ((bytes[0] & 0xffL) << 24)
                | ((bytes[1] & 0xffL) << 16)
                | ((bytes[2] & 0xffL) << 8)
                | (bytes[3] & 0xffL);
    }
}
