package org.trimtab.openadr.vtn.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What an answer says. Its tag and its compressed form are made when they are first asked for, once. */
final class Body {
    private final byte[] plain;
    private volatile @Nullable String tag;
    private volatile byte @Nullable [] compressed;

    /**
     * @param plain is not changed by anyone from here on
     */
    Body(byte[] plain) {
        this.plain = plain;
    }

    byte[] plain() {
        return plain;
    }

    /** What tells it from other bodies. */
    String tag() {
        String known = tag;
        if (known == null) {
            known = Etag.of(plain);
            tag = known;
        }
        return known;
    }

    /** By gzip. */
    byte[] compressed() {
        byte[] known = compressed;
        if (known == null) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 4);
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(plain);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            known = bytes.toByteArray();
            compressed = known;
        }
        return known;
    }
}
