package org.trimtab.openadr.wire;

import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Between;
import org.trimtab.openadr.wire.Rules.Expected;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.Named;
import org.trimtab.openadr.wire.Rules.ObjectId;
import org.trimtab.openadr.wire.Rules.OneOf;
import org.trimtab.openadr.wire.Rules.Size;

/** The {@link Rules} of one component, read once. */
record FieldRule(
        String name,
        boolean must,
        boolean expected,
        boolean id,
        int minSize,
        int maxSize,
        List<String> words,
        @Nullable Between between) {
    static FieldRule of(RecordComponent component) {
        Named named = component.getAnnotation(Named.class);
        Size size = component.getAnnotation(Size.class);
        boolean id = component.isAnnotationPresent(ObjectId.class);
        OneOf words = component.getAnnotation(OneOf.class);
        return new FieldRule(
                named == null ? component.getName() : named.value(),
                component.isAnnotationPresent(Must.class),
                component.isAnnotationPresent(Expected.class),
                id,
                size == null ? (id ? 1 : 0) : size.min(),
                size == null ? (id ? 128 : Wire.MAX_TEXT) : size.max(),
                words == null ? List.of() : List.of(words.value()),
                component.getAnnotation(Between.class));
    }
}
