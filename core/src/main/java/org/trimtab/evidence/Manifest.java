package org.trimtab.evidence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is signed: the hash of every record and where they come from.
 *
 * @param format {@link #FORMAT}, or the older {@link #FORMAT_1}
 * @param about site, event, build and clock
 * @param leafHashes hash of every record, in order
 * @param headHash hash of the last record
 * @param merkleRoot root of the tree over all
 * @param publicKey key that signed it, SubjectPublicKeyInfo in base64
 */
public record Manifest(
        String format,
        About about,
        List<String> leafHashes,
        String headHash,
        String merkleRoot,
        String publicKey) {
    /** The format this code writes and reads. */
    public static final String FORMAT = "trimtab-evidence/2";

    /** The format before it, of live events only, which this code still reads. */
    public static final String FORMAT_1 = "trimtab-evidence/1";

    /** Most records of one bundle. */
    public static final int RECORDS_MAX = 500_000;

    private static final int HASH_DIGITS = 64;

    public Manifest {
        leafHashes = List.copyOf(leafHashes);
    }

    /** What a bundle proves. */
    public enum Subject {
        /** A grid event that a site lived through. */
        EVENT,
        /** What a program owes for a meter file and its events. */
        SETTLEMENT
    }

    /**
     * Where evidence comes from.
     *
     * @param site the site's name
     * @param event the instruction's id, or the name of what was settled
     * @param buildVersion the build that made it
     * @param clock what is known of the clock that stamped it, in words
     * @param clockErrorMillis how far that clock was from UTC at most, ms; null when nobody measured it
     * @param subject what it proves
     */
    public record About(
            String site,
            String event,
            String buildVersion,
            String clock,
            @Nullable Long clockErrorMillis,
            Subject subject) {
        /** Evidence of an event by a clock whose error nobody measured. */
        public About(String site, String event, String buildVersion, String clock) {
            this(site, event, buildVersion, clock, null, Subject.EVENT);
        }
    }

    /** The manifest's canonical bytes; these are signed. */
    public byte[] bytes() {
        Json.Builder fields = Json.fields();
        if (!format.equals(FORMAT_1)) {
            fields.with("subject", about.subject())
                    .with("clock_error_ms", about.clockErrorMillis());
        }
        return CanonicalJson.bytes(
                fields.with("format", format)
                        .with("site_id", about.site())
                        .with("event_id", about.event())
                        .with("build_version", about.buildVersion())
                        .with("clock", about.clock())
                        .with("record_count", (long) leafHashes.size())
                        .with("leaf_hashes", Json.items(leafHashes.stream().map(Json::of).toList()))
                        .with("head_hash", headHash)
                        .with("merkle_root", merkleRoot)
                        .with("public_key", publicKey)
                        .build());
    }

    /**
     * Reads a manifest.
     *
     * @throws BadEvidence when it is not one, or not of this format
     */
    public static Manifest read(byte[] bytes) {
        FieldReader fields = new FieldReader(CanonicalJsonReader.readFields(bytes));
        String format = fields.text("format");
        boolean older = format.equals(FORMAT_1);
        if (!older && !format.equals(FORMAT)) {
            throw new BadEvidence(
                    "format \"" + format + "\" is neither " + FORMAT + " nor " + FORMAT_1);
        }
        List<String> leaves = new ArrayList<>();
        for (Json leaf : fields.items("leaf_hashes")) {
            leaves.add(leaf instanceof Json.Text text ? text.value() : "");
            if (!isHash(leaves.getLast())) {
                throw new BadEvidence("leaf hash " + leaves.size() + " is not 64 hex digits");
            }
        }
        if (leaves.isEmpty() || leaves.size() > RECORDS_MAX) {
            throw new BadEvidence(
                    leaves.size() + " records; a bundle has 1 to " + RECORDS_MAX + " of them");
        }
        if (fields.whole("record_count") != leaves.size()) {
            throw new BadEvidence("record_count is not the number of leaf hashes");
        }
        return new Manifest(
                format,
                new About(
                        fields.text("site_id"),
                        fields.text("event_id"),
                        fields.text("build_version"),
                        fields.text("clock"),
                        older || fields.absent("clock_error_ms")
                                ? null
                                : fields.whole("clock_error_ms"),
                        older ? Subject.EVENT : fields.constant("subject", Subject.class)),
                leaves,
                fields.text("head_hash"),
                fields.text("merkle_root"),
                fields.text("public_key"));
    }

    private static boolean isHash(String text) {
        boolean hex = text.length() == HASH_DIGITS;
        for (int i = 0; hex && i < HASH_DIGITS; i++) {
            char c = text.charAt(i);
            hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        return hex;
    }
}
