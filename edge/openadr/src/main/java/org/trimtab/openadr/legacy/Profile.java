package org.trimtab.openadr.legacy;

/** The profile of OpenADR 2.0 that a VTN speaks. */
public enum Profile {
    /** 2.0a: the VEN asks for events and answers them; no registration, reports or opt schedules. */
    A("2.0a", Names.OADR_A),
    /** 2.0b: registration, polling, events, reports and opt schedules. */
    B("2.0b", Names.OADR_B);

    private final String version;
    private final String namespace;

    Profile(String version, String namespace) {
        this.version = version;
        this.namespace = namespace;
    }

    /** The published name, such as {@code 2.0b}. */
    public String version() {
        return version;
    }

    String namespace() {
        return namespace;
    }

    /**
     * The profile of that published name.
     *
     * @throws IllegalArgumentException when it is neither 2.0a nor 2.0b
     */
    public static Profile of(String version) {
        for (Profile profile : values()) {
            if (profile.version.equals(version)) {
                return profile;
            }
        }
        throw new IllegalArgumentException(
                "Profile '%s' is not known: say 2.0b or 2.0a.".formatted(version));
    }
}
