package org.trimtab.virtual.machine;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Firmware generations that behave differently on the wire. */
public enum Firmware {
    /** LuxOS of 2025. */
    LUXOS_2025("2025-04", Family.LUXOS),
    /**
     * Stock firmware of December 2022: work modes are strings, and only {@code miner-mode} acts. A payload with
     * nothing but {@code bitmain-work-mode} is answered with success and changes nothing.
     */
    STOCK_2022("2022-12", Family.ANTMINER),
    /** Stock firmware of July 2023: work modes are numbers, and either key acts. */
    STOCK_2023("2023-07", Family.ANTMINER),
    WHATSMINER_3("api-3", Family.WHATSMINER),
    WHATSMINER_2("api-2", Family.WHATSMINER_V2),
    BRAIINS_25("25.07", Family.BRAIINS),
    VNISH_126("1.2.6", Family.VNISH),
    /** VNish that can be throttled by percent. */
    VNISH_134("1.3.4", Family.VNISH),
    AVALON_2024("2024", Family.AVALON),
    EPIC_1("1", Family.EPIC),
    AURADINE_1("1", Family.AURADINE),
    PROTO_1("1.8", Family.PROTO),
    AXEOS_2("2", Family.AXEOS),
    SEALMINER_1("1", Family.SEALMINER),
    CGMINER_4("4", Family.CGMINER);

    private final String text;
    private final Family family;

    Firmware(String text, Family family) {
        this.text = text;
        this.family = family;
    }

    /** Its name in files, such as {@code 2022-12}. */
    public String text() {
        return text;
    }

    public Family family() {
        return family;
    }

    /** The oldest generation known of a family, the one that forgives least. */
    public static Firmware oldest(Family family) {
        return Arrays.stream(values())
                .filter(firmware -> firmware.family == family)
                .findFirst()
                .orElseThrow();
    }

    /** The newest generation known of a family. */
    public static Firmware newest(Family family) {
        return Arrays.stream(values())
                .filter(firmware -> firmware.family == family)
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    /** Reads the name used in files. */
    public static Firmware parse(Family family, String text) {
        return Arrays.stream(values())
                .filter(firmware -> firmware.family == family && firmware.text.equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "firmware \""
                                        + text
                                        + "\" is not one of "
                                        + Arrays.stream(values())
                                                .filter(firmware -> firmware.family == family)
                                                .map(Firmware::text)
                                                .collect(Collectors.joining(", "))));
    }
}
