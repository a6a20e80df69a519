package org.trimtab.openadr.vtn.access;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a token allows, by the scopes of the OpenADR 3.1.0 YAML. */
public enum Scope {
    READ_ALL,
    READ_BL,
    READ_TARGETS,
    READ_VEN_OBJECTS,
    WRITE_PROGRAMS,
    WRITE_EVENTS,
    WRITE_REPORTS,
    WRITE_SUBSCRIPTIONS,
    WRITE_VENS;

    /** The word in a token, such as {@code read_all}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of a word; null when it is none of ours. */
    public static @Nullable Scope of(String word) {
        for (Scope scope : values()) {
            if (scope.word().equals(word)) {
                return scope;
            }
        }
        return null;
    }

    /** The scopes among words; others are passed over. */
    public static Set<Scope> among(Iterable<String> words) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : words) {
            Scope scope = of(word);
            if (scope != null) {
                scopes.add(scope);
            }
        }
        return scopes;
    }

    /** The words of scopes, as a token carries them. */
    public static String words(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(" "));
    }

    /**
     * Whether a token with these scopes may do what needs this one. Who reads everything may read anything; {@code
     * read_bl} opens what asks for it and nothing else.
     */
    public boolean isIn(Set<Scope> held) {
        return held.contains(this) || (isRead() && held.contains(READ_ALL));
    }

    private boolean isRead() {
        return switch (this) {
            case READ_ALL, READ_BL, READ_TARGETS, READ_VEN_OBJECTS -> true;
            case WRITE_PROGRAMS, WRITE_EVENTS, WRITE_REPORTS, WRITE_SUBSCRIPTIONS, WRITE_VENS ->
                    false;
        };
    }
}
