import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each property of an object's schema, written in every way the schema does not have it. */
final class Wrong extends Suite {
    Wrong(Vtn vtn, Tally tally, Schema schema) {
        super(vtn, tally, schema);
    }

    private String token(String kind) {
        return Objects.byVen(kind) ? v1 : bl;
    }

    private static String path(String kind) {
        return "/" + kind + "s";
    }

    private static String request(String kind) {
        return switch (kind) {
            case "ven" -> "BlVenRequest";
            case "resource" -> "BlResourceRequest";
            default -> kind + "Request";
        };
    }

    /** Every property, one after another, as the schema does not have it. */
    void tried(String kind, Map<String, Object> body) {
        List<String> done = new ArrayList<>();
        walk(kind, body, body, schema.named(request(kind)), kind, done);
        tally.check(kind + ": properties tried", done.size() > 3, done);
    }

    private void walk(
            String kind,
            Map<String, Object> root,
            Object here,
            Map<String, Object> given,
            String at,
            List<String> done) {
        Map<String, Object> shape = schema.resolved(given);
        if (here instanceof List<?> many) {
            Map<String, Object> items = Json.map(shape.get("items"));
            for (Object choice : Json.list(items.get("anyOf"))) {
                if (Json.map(choice).get("$ref") instanceof String ref
                        && at.endsWith("payloadDescriptors")) {
                    int i = ref.endsWith("eventPayloadDescriptor") ? 0 : 1;
                    walk(kind, root, many.get(i), Json.map(choice), at + "[" + i + "]", done);
                }
            }
            if (!many.isEmpty() && !items.containsKey("anyOf")) {
                walk(kind, root, many.get(0), items, at + "[0]", done);
            }
            return;
        }
        if (!(here instanceof Map)) {
            return;
        }
        Map<String, Object> object = Json.map(here);
        List<Object> needed = Json.list(shape.get("required"));
        for (var property : Json.map(shape.get("properties")).entrySet()) {
            String key = property.getKey();
            if (!object.containsKey(key)) {
                continue;
            }
            Object before = object.get(key);
            String what = at + "." + key;
            done.add(what);
            if (needed.contains(key)) {
                object.remove(key);
                refused(kind, root, what + " missing");
                object.put(key, null);
                refused(kind, root, what + " null");
            }
            for (Object bad : bad(schema.resolved(Json.map(property.getValue())), key)) {
                object.put(key, bad);
                refused(kind, root, what + " = " + shortly(bad));
            }
            object.put(key, before);
            walk(kind, root, before, Json.map(property.getValue()), what, done);
        }
    }

    private static String shortly(Object value) {
        String text = Json.write(value);
        return text.length() > 40 ? text.length() + " letters" : text;
    }

    private void refused(String kind, Map<String, Object> root, String what) {
        Http.Answer answer = post(token(kind), path(kind), Json.write(root));
        problem(what, 400, answer);
        if (answer.status() == 201) {
            delete(token(kind), path(kind) + "/" + answer.at("id"));
        }
    }

    private static List<Object> bad(Map<String, Object> shape, String key) {
        List<Object> bad = new ArrayList<>();
        String type = String.valueOf(shape.get("type"));
        if (!type.equals("string")) {
            bad.add("text");
        } else {
            bad.add(new Json.Num("7"));
            bad.add(List.of("x"));
            bad.add(Boolean.TRUE);
        }
        if (!type.equals("array")) {
            bad.add(Map.of("a", "b").equals(shape) ? List.of() : List.of(List.of()));
        }
        if (!type.equals("object")) {
            bad.add(new LinkedHashMap<>(Map.of("a", "b")));
        }
        switch (type) {
            case "integer" -> {
                bad.add(new Json.Num("1.5"));
                if ("int32".equals(shape.get("format"))) {
                    bad.add(new Json.Num("3000000000"));
                }
                if (shape.get("minimum") instanceof Json.Num) {
                    bad.add(new Json.Num("-1"));
                }
                if (shape.get("maximum") instanceof Json.Num) {
                    bad.add(new Json.Num("101"));
                }
            }
            case "boolean" -> bad.add(new Json.Num("1"));
            case "string" -> {
                if (shape.get("minLength") instanceof Json.Num) {
                    bad.add("");
                }
                if (shape.get("maxLength") instanceof Json.Num most) {
                    bad.add("x".repeat(most.value().intValue() + 1));
                }
                if (shape.containsKey("enum") || shape.containsKey("pattern")) {
                    bad.add("no such value!");
                }
                // The User Guide itself writes an address without a scheme, so "format: uri" asks
                // for nothing here.
                if ("date-time".equals(shape.get("format"))) {
                    bad.add("no such value!");
                }
            }
            default -> {}
        }
        return bad;
    }
}
