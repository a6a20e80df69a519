package org.trimtab.openadr.wire;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Flat;
import org.trimtab.openadr.wire.Rules.FromClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How one record stands on the wire, found once from its components and their {@link Rules}. */
final class Shape {
    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return new Shape(type);
                }
            };

    private final Class<?> type;
    private final List<Field> fields = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> passedOver;

    private Shape(Class<?> type) {
        this.type = type;
        FromClient client = type.getAnnotation(FromClient.class);
        passedOver = client == null ? Set.of() : Set.of(client.value());
        for (RecordComponent component : type.getRecordComponents()) {
            Field field = new Field(component);
            fields.add(field);
            if (field.flat) {
                known.addAll(of(component.getType()).known);
            } else {
                known.add(field.name);
            }
        }
    }

    static Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** The names the text requires, as the schema lists them. */
    Set<String> required() {
        Set<String> names = new HashSet<>();
        for (Field field : fields) {
            if (field.flat) {
                names.addAll(of(field.type).required());
            } else if (field.rule.must() || field.rule.expected()) {
                names.add(field.name);
            }
        }
        return names;
    }

    /** All names the text knows. */
    Set<String> known() {
        return Set.copyOf(known);
    }

    Record read(JsonNode node, String where, Reading reading) {
        if (!node.isObject()) {
            throw new WireFault(where, "must be an object");
        }
        return read(node, where, reading, known);
    }

    private Record read(JsonNode node, String where, Reading reading, Set<String> allKnown) {
        @Nullable Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            Field field = fields.get(i);
            if (field.flat) {
                values[i] = of(field.type).read(node, where, reading, allKnown);
            } else if (field.type == Extras.class) {
                values[i] = extras(node, allKnown);
            } else {
                values[i] = field.read(node.get(field.name), where, reading);
            }
        }
        return made(values);
    }

    private Extras extras(JsonNode node, Set<String> allKnown) {
        Map<String, JsonNode> unknown = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            String name = property.getKey();
            if (!allKnown.contains(name) && !passedOver.contains(name)) {
                unknown.put(name, property.getValue());
            }
        }
        return unknown.isEmpty() ? Extras.NONE : new Extras(unknown);
    }

    private Record made(@Nullable Object[] values) {
        try {
            return (Record) type.getDeclaredConstructors()[0].newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("cannot make " + type.getName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + type.getName(), e);
        }
    }

    ObjectNode write(Record value) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        write(value, node);
        return node;
    }

    private void write(Record value, ObjectNode node) {
        for (Field field : fields) {
            Object part = field.part(value);
            if (part == null) {
                continue;
            }
            if (field.flat) {
                of(field.type).write((Record) part, node);
            } else if (part instanceof Extras extras) {
                extras.properties().forEach(node::putIfAbsent);
            } else {
                node.set(field.name, Parts.write(part));
            }
        }
    }

    /** One component. */
    private static final class Field {
        private final String name;
        private final Class<?> type;
        private final @Nullable Class<?> element;
        private final boolean flat;
        private final FieldRule rule;
        private final RecordComponent component;

        Field(RecordComponent component) {
            this.component = component;
            type = component.getType();
            element = elementOf(component.getGenericType());
            flat = component.isAnnotationPresent(Flat.class);
            rule = FieldRule.of(component);
            name = rule.name();
        }

        private static @Nullable Class<?> elementOf(Type generic) {
            return generic instanceof ParameterizedType list
                    ? (Class<?>) list.getActualTypeArguments()[0]
                    : null;
        }

        @Nullable Object part(Record value) {
            try {
                return component.getAccessor().invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }

        @Nullable Object read(@Nullable JsonNode node, String outer, Reading reading) {
            String where = outer.isEmpty() ? name : outer + "." + name;
            if (node == null || node.isNull()) {
                if (rule.must() || (rule.expected() && reading == Reading.STRICT)) {
                    throw new WireFault(where, "is required and missing");
                }
                return null;
            }
            if (element == null) {
                return Parts.read(type, node, where, new Parts.How(rule, reading));
            }
            if (!node.isArray()) {
                throw new WireFault(where, "must be a list");
            }
            List<Object> list = new ArrayList<>(node.size());
            for (int i = 0; i < node.size(); i++) {
                String at = where + "[" + i + "]";
                list.add(Parts.read(element, node.get(i), at, new Parts.How(rule, reading)));
            }
            return list;
        }
    }
}
