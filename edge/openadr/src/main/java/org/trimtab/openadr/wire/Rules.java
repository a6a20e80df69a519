package org.trimtab.openadr.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the schemas of 3.1.0 say about a property, written on the record's component. */
final class Rules {
    private Rules() {}

    /** Required by everyone: without it the object means nothing. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface Must {}

    /** Required by the text, and forgiven when an answer is read that some server gave. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface Expected {}

    /** The name on the wire where it cannot be the component's own. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface Named {
        String value();
    }

    /** Characters of a text, or of each text of a list. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface Size {
        int min() default 1;

        int max() default 128;
    }

    /** An object id: {@code ^[a-zA-Z0-9_-]*$}, 1 to 128 characters. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface ObjectId {}

    /** The words a text, or each text of a list, may be. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface OneOf {
        String[] value();
    }

    /** The least and the most of a whole number. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface Between {
        int min();

        int max() default Integer.MAX_VALUE;
    }

    /** The component's own properties stand beside the others, as in the schemas' allOf. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface Flat {}

    /** A body a client writes: the metadata it may carry is the server's and is passed over. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface FromClient {
        /** The metadata names to pass over. */
        String[] value() default {
            "id", "createdDateTime", "modificationDateTime", "objectType", "clientID"
        };
    }
}
