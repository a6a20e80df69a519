import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Holds values to the schemas of the OpenAPI text.
 *
 * <p>One defect of the text is passed over: it composes ven and resource of two parts that ask for different object
 * types; VEN and RESOURCE are what the first part says.
 */
final class Schema {
    private static final List<String> NOW =
            List.of("0001-01-01", "0001-01-01T00:00:00", "0000-00-00");

    private final Map<String, Object> spec;

    Schema(Map<String, Object> spec) {
        this.spec = spec;
    }

    Map<String, Object> paths() {
        return Json.map(spec.get("paths"));
    }

    Map<String, Object> named(String name) {
        return Json.map(Json.at(spec, "components.schemas." + name));
    }

    Map<String, Object> resolved(Map<String, Object> schema) {
        Object ref = schema.get("$ref");
        return ref == null
                ? schema
                : resolved(Json.map(Json.at(spec, ref.toString().substring(2).replace('/', '.'))));
    }

    /** What is wrong with a value; empty when nothing is. */
    List<String> faults(String name, Object value) {
        List<String> faults = new ArrayList<>();
        check(named(name), value, name, faults);
        if (name.equals("ven") || name.equals("resource")) {
            faults.removeIf(
                    fault -> fault.startsWith(name + ".objectType") && fault.contains("_REQUEST"));
        }
        return faults;
    }

    private void check(Map<String, Object> given, Object value, String at, List<String> faults) {
        Map<String, Object> schema = resolved(given);
        if (value == null) {
            if (!Boolean.TRUE.equals(schema.get("nullable"))) {
                faults.add(at + " is null and may not be");
            }
            return;
        }
        for (Object part : Json.list(schema.get("allOf"))) {
            check(Json.map(part), value, at, faults);
        }
        oneOf(schema, value, at, faults);
        Object type = schema.get("type");
        boolean fits =
                switch (type == null ? "" : type.toString()) {
                    case "object" -> value instanceof Map;
                    case "array" -> value instanceof List;
                    case "string" -> value instanceof String;
                    case "boolean" -> value instanceof Boolean;
                    case "number" -> value instanceof Json.Num;
                    case "integer" ->
                            value instanceof Json.Num number
                                    && number.value().stripTrailingZeros().scale() <= 0;
                    default -> true;
                };
        if (!fits) {
            faults.add(at + " is no " + type + ": " + Json.write(value));
            return;
        }
        switch (value) {
            case String text -> text(schema, text, at, faults);
            case Json.Num number -> number(schema, number, at, faults);
            case List<?> many -> {
                for (int i = 0; i < many.size(); i++) {
                    check(Json.map(schema.get("items")), many.get(i), at + "[" + i + "]", faults);
                }
            }
            case Map<?, ?> object -> object(schema, Json.map(object), at, faults);
            default -> {}
        }
    }

    private void object(
            Map<String, Object> schema, Map<String, Object> value, String at, List<String> faults) {
        for (Object required : Json.list(schema.get("required"))) {
            if (!value.containsKey(required.toString())) {
                faults.add(at + " lacks " + required);
            }
        }
        for (var property : Json.map(schema.get("properties")).entrySet()) {
            if (value.containsKey(property.getKey())) {
                check(
                        Json.map(property.getValue()),
                        value.get(property.getKey()),
                        at + "." + property.getKey(),
                        faults);
            }
        }
    }

    private void oneOf(Map<String, Object> schema, Object value, String at, List<String> faults) {
        List<Object> several = new ArrayList<>(Json.list(schema.get("oneOf")));
        several.addAll(Json.list(schema.get("anyOf")));
        if (several.isEmpty()) {
            return;
        }
        List<String> why = new ArrayList<>();
        for (Object one : several) {
            List<String> found = new ArrayList<>();
            check(Json.map(one), value, at, found);
            found.removeIf(fault -> at.endsWith(".object") && fault.contains("_REQUEST"));
            if (found.isEmpty()) {
                return;
            }
            why.addAll(found);
        }
        faults.add(at + " is none of those it may be: " + why);
    }

    private static void text(
            Map<String, Object> schema, String text, String at, List<String> faults) {
        List<Object> allowed = Json.list(schema.get("enum"));
        if (!allowed.isEmpty() && !allowed.contains(text)) {
            faults.add(at + " is " + text + ", none of " + allowed);
        }
        if (schema.get("minLength") instanceof Json.Num least
                && text.length() < least.value().intValue()) {
            faults.add(at + " is too short");
        }
        if (schema.get("maxLength") instanceof Json.Num most
                && text.length() > most.value().intValue()) {
            faults.add(at + " is too long");
        }
        if (schema.get("pattern") instanceof String pattern
                && !Pattern.compile(pattern).matcher(text).find()) {
            faults.add(at + " is not of the form " + pattern + ": " + text);
        }
        if ("date-time".equals(schema.get("format")) && !NOW.contains(text)) {
            try {
                // RFC 3339 5.6 lets a blank stand for the T, as the YAML's own example has it.
                OffsetDateTime.parse(text.replace(' ', 'T'));
            } catch (DateTimeParseException e) {
                faults.add(at + " is no RFC 3339 time: " + text);
            }
        }
        if ("uri".equals(schema.get("format")) && !text.matches("[a-zA-Z][a-zA-Z0-9+.-]*:.+")) {
            faults.add(at + " is no absolute URI: " + text);
        }
    }

    private static void number(
            Map<String, Object> schema, Json.Num number, String at, List<String> faults) {
        if (schema.get("minimum") instanceof Json.Num least
                && number.value().compareTo(least.value()) < 0) {
            faults.add(at + " is below " + least);
        }
        if (schema.get("maximum") instanceof Json.Num most
                && number.value().compareTo(most.value()) > 0) {
            faults.add(at + " is above " + most);
        }
    }
}
