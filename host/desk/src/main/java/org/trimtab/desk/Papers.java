package org.trimtab.desk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.settlement.ProgramStatement;

/**
 * Files to hand over: a statement by itself, or with its comparison as a dispute pack. The same input gives the same
 * bytes.
 */
public final class Papers {
    /** A zip file knows no time before this; every entry carries it, so that the same content is the same file. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final String EVIDENCE = "evidence.zip";

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private Papers() {}

    /** The statement as a page, as JSON and as tables. */
    public static Papers of(
            ProgramStatement statement, Heading heading, @Nullable LoadSeries meter) {
        Papers papers = new Papers();
        papers.add("statement.html", StatementPage.of(statement, heading, meter));
        papers.add("statement.json", StatementJson.write(statement, heading));
        papers.add("lines.csv", StatementCsv.lines(statement));
        papers.add("intervals.csv", StatementCsv.intervals(statement));
        papers.add("figures.csv", StatementCsv.figures(statement));
        papers.add("rules.csv", StatementCsv.rules(statement));
        return papers;
    }

    /**
     * The dispute pack: a cover page in words, the comparison, our statement, and their file byte for byte.
     *
     * @param theirFile bytes of their file
     * @param evidence bytes of the signed bundle our statement can be worked out again from; null without
     */
    public static Papers dispute(
            ProgramStatement statement,
            Heading heading,
            @Nullable LoadSeries meter,
            Comparison comparison,
            byte[] theirFile,
            byte @Nullable [] evidence) {
        Papers ours = of(statement, heading, meter);
        Papers pack = new Papers();
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put("comparison.csv", "every line and interval: ours, theirs, the difference");
        contents.put("statement.html", "our statement, to read and print");
        contents.put("statement.json", "our statement with every figure exact");
        contents.put("lines.csv", "our payments and charges");
        contents.put("intervals.csv", "our settlement intervals");
        contents.put("figures.csv", "our performance figures");
        contents.put("rules.csv", "every rule used, with its source");
        contents.put("theirs.csv", "their file as it was given: " + comparison.file());
        if (evidence != null) {
            contents.put(EVIDENCE, "what our statement was made from, signed: trimtab verify");
        }
        contents.put("sha256.txt", "SHA-256 of every other file, for sha256sum --check");
        pack.add("cover.html", DisputeCover.of(statement, heading, comparison, contents));
        pack.add("comparison.csv", ComparisonCsv.of(comparison));
        pack.files.putAll(ours.files);
        pack.files.put("theirs.csv", theirFile.clone());
        if (evidence != null) {
            pack.files.put(EVIDENCE, evidence.clone());
        }
        pack.add("sha256.txt", pack.sums());
        return pack;
    }

    /** The same with the signed bundle the statement can be worked out again from. */
    public Papers withEvidence(byte[] evidence) {
        Papers papers = new Papers();
        papers.files.putAll(files);
        papers.files.put(EVIDENCE, evidence.clone());
        return papers;
    }

    /** Names of the files, in order. */
    public Iterable<String> names() {
        return files.keySet();
    }

    /** The content of a file; null when there is none of that name. */
    byte @Nullable [] content(String name) {
        byte[] content = files.get(name);
        return content == null ? null : content.clone();
    }

    /**
     * Writes a folder, or one zip file when the name ends in {@code .zip}. Files of the same names are replaced,
     * each as a whole.
     *
     * @throws IOException when it cannot be written
     */
    public void writeTo(Path target) throws IOException {
        if (target.toString().endsWith(".zip")) {
            Path parent = target.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Path beside = target.resolveSibling(target.getFileName() + ".new");
            try (OutputStream out = Files.newOutputStream(beside)) {
                zip(out);
            }
            Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        Files.createDirectories(target);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path beside = target.resolve(file.getKey() + ".new");
            Files.write(beside, file.getValue());
            Files.move(beside, target.resolve(file.getKey()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void zip(OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
    }

    private String sums() {
        StringBuilder sums = new StringBuilder();
        files.forEach((name, content) ->
                sums.append(sha256(content)).append("  ").append(name).append('\n'));
        return sums.toString();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void add(String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
