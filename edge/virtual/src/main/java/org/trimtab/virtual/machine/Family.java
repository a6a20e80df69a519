package org.trimtab.virtual.machine;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Protocol families that can be imitated. */
public enum Family {
    /** LuxOS: cgminer-like commands over TCP. */
    LUXOS("luxos", 4028),
    /** Antminer with the maker's own firmware: CGI pages over HTTP. */
    ANTMINER("antminer", 80),
    /** Whatsminer by its maker's API 3: framed JSON, and a lame copy of API 2 beside it on 4028. */
    WHATSMINER("whatsminer", 4433),
    /** Whatsminer by its maker's API 2: JSON over TCP, writes encrypted. */
    WHATSMINER_V2("whatsminer-v2", 4028),
    /** Braiins OS: cgminer-like commands on 4028, REST on 80. */
    BRAIINS("braiins", 4028),
    /** VNish: REST over HTTP. */
    VNISH("vnish", 80),
    /** Avalon: cgminer-like commands, sleep at a set time. */
    AVALON("avalon", 4028),
    /** ePIC: REST over HTTP, on the port others use for cgminer. */
    EPIC("epic", 4028),
    /** Auradine: REST over HTTP on 8080, cgminer-like reads on 4028. */
    AURADINE("auradine", 8080),
    /** Proto rig: REST over HTTP or HTTPS. */
    PROTO("proto", 80),
    /** AxeOS of the Bitaxe: REST over HTTP. */
    AXEOS("axeos", 80),
    /** SealMiner: cgminer-like commands. */
    SEALMINER("sealminer", 4028),
    /** Some cgminer of unknown make, that can only be read. */
    CGMINER("cgminer", 4028);

    private final String text;
    private final int port;

    Family(String text, int port) {
        this.text = text;
        this.port = port;
    }

    /** Its name in files, such as {@code luxos}. */
    public String text() {
        return text;
    }

    /** TCP port such machines answer on when nothing else is said. */
    public int port() {
        return port;
    }

    /** Reads the name used in files. */
    public static Family parse(String text) {
        return Arrays.stream(values())
                .filter(family -> family.text.equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "family \""
                                        + text
                                        + "\" is not one of "
                                        + Arrays.stream(values())
                                                .map(Family::text)
                                                .collect(Collectors.joining(", "))));
    }
}
