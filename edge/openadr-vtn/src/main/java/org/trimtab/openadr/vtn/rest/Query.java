package org.trimtab.openadr.vtn.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters after the question mark, each held to the schema of the YAML. */
final class Query {
    /** The most parameters one request may have. */
    private static final int PARAMETERS_MAX = 1_000;

    private static final int NAME_LENGTH_MAX = 128;
    private static final int LIMIT_MAX = 50;
    private static final Pattern OBJECT_ID = Pattern.compile("[a-zA-Z0-9_-]{1,128}");

    private final Map<String, List<String>> values;

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Reads what stands after the question mark; null is nothing. */
    static Query parse(@Nullable String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (raw == null || raw.isEmpty()) {
            return new Query(values);
        }
        String[] parts = raw.split("&", PARAMETERS_MAX + 1);
        if (parts.length > PARAMETERS_MAX) {
            throw Refusal.bad("a request has at most " + PARAMETERS_MAX + " query parameters");
        }
        for (String part : parts) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                values.computeIfAbsent(decoded(name), _ -> new ArrayList<>()).add(decoded(value));
            }
        }
        return new Query(values);
    }

    private static String decoded(String text) {
        try {
            String plain = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (plain.indexOf('\0') >= 0 || plain.indexOf('\uFFFD') >= 0) {
                throw Refusal.bad("the query holds characters that are not text in UTF-8");
            }
            return plain;
        } catch (IllegalArgumentException e) {
            throw Refusal.bad("the query is not percent-encoded as it should be");
        }
    }

    /** Two that give the same parameters the same values ask the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Query query && values.equals(query.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Characters it holds. */
    int length() {
        int length = 0;
        for (Map.Entry<String, List<String>> parameter : values.entrySet()) {
            length += parameter.getKey().length();
            for (String value : parameter.getValue()) {
                length += value.length();
            }
        }
        return length;
    }

    private @Nullable String one(String name) {
        List<String> given = values.get(name);
        if (given == null) {
            return null;
        }
        if (given.size() > 1) {
            throw Refusal.bad("query parameter \"" + name + "\" may be given once only");
        }
        return given.getFirst();
    }

    /** A name of 1 to 128 characters. */
    @Nullable String name(String parameter) {
        String value = one(parameter);
        return value == null ? null : named(parameter, value);
    }

    private static String named(String parameter, String value) {
        if (value.isEmpty() || value.length() > NAME_LENGTH_MAX) {
            throw Refusal.bad(
                    "query parameter \""
                            + parameter
                            + "\" must have 1 to "
                            + NAME_LENGTH_MAX
                            + " characters");
        }
        return value;
    }

    /** An object id. */
    @Nullable String id(String parameter) {
        String value = one(parameter);
        if (value != null && !isObjectId(value)) {
            throw Refusal.bad(
                    "query parameter \""
                            + parameter
                            + "\" is no object id: 1 to 128 letters, digits, - or _");
        }
        return value;
    }

    static boolean isObjectId(String text) {
        return OBJECT_ID.matcher(text).matches();
    }

    /** A list, given as {@code a=x&a=y} or {@code a=x,y}; null when it is not given. */
    @Nullable List<String> names(String parameter) {
        List<String> given = values.get(parameter);
        if (given == null) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (String value : given) {
            for (String name : value.split(",", -1)) {
                names.add(named(parameter, name));
            }
        }
        if (names.size() > PARAMETERS_MAX) {
            throw Refusal.bad(
                    "query parameter \"" + parameter + "\" names more than " + PARAMETERS_MAX);
        }
        return names;
    }

    /** A list of words out of a few. */
    @Nullable List<String> words(String parameter, List<String> known) {
        List<String> words = names(parameter);
        if (words != null) {
            for (String word : words) {
                if (!known.contains(word)) {
                    throw Refusal.bad(
                            "query parameter \""
                                    + parameter
                                    + "\" is \""
                                    + word
                                    + "\"; it may be "
                                    + String.join(", ", known));
                }
            }
        }
        return words;
    }

    boolean flag(String parameter) {
        String value = one(parameter);
        if (value == null) {
            return false;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw Refusal.bad(
                            "query parameter \"" + parameter + "\" must be true or false");
        };
    }

    /** How many to pass over. */
    int skip() {
        return number("skip", 0, Integer.MAX_VALUE);
    }

    /** How many at most; 50 when it is not said. */
    int limit() {
        return number("limit", LIMIT_MAX, LIMIT_MAX);
    }

    private int number(String parameter, int otherwise, int most) {
        String value = one(parameter);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message below.
        }
        throw Refusal.bad(
                "query parameter \"" + parameter + "\" must be a whole number from 0 to " + most);
    }
}
