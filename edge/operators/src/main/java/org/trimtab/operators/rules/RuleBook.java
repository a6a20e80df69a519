package org.trimtab.operators.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.Nearest;
import org.trimtab.program.RulePack;

/** All versions of all programs' rules: those that ship with the program and those of a folder of one's own. */
public final class RuleBook {
    /** Key of the first operating day of a version, with the source that says so. */
    public static final String EFFECTIVE_FROM = "effective_from";

    /** Key that says {@code proposal} when a version binds nobody; absent or {@code in-force} otherwise. */
    public static final String STATUS = "status";

    /** Key of the ISO 4217 code of every amount of a pack. */
    public static final String CURRENCY = "currency";

    /** Key of the time zone of the operating days. */
    public static final String ZONE = "zone";

    /** Most rule files read of a folder. */
    public static final int FILES_MAX = 500;

    /** Largest rule file read. */
    public static final int SIZE_BYTES_MAX = 1024 * 1024;

    private static final int FOLDERS_DEEP_MAX = 4;
    private static final String ROOT = "/org/trimtab/operators/";
    private static final String OWN = "your own";

    /** Rule files that ship with the program. */
    static final List<String> SHIPPED =
            List.of(
                    "ercot/rules/ers.yaml",
                    "ercot/rules/nclr.yaml",
                    "ercot/rules/clredp.yaml",
                    "ercot/rules/spd.yaml",
                    "ercot/rules/as.yaml",
                    "ercot/rules/reserve-products.yaml",
                    "ercot/rules/transmission.yaml",
                    "ercot/rules/duties.yaml",
                    "pjm/rules/load-management.yaml",
                    "pjm/rules/economic.yaml",
                    "pjm/rules/synchronised-reserve.yaml",
                    "pjm/rules/regulation.yaml",
                    "pjm/rules/reserve-products.yaml",
                    "pjm/rules/5cp.yaml",
                    "nyiso/rules/scr.yaml",
                    "caiso/rules/proxy.yaml",
                    "miso/rules/lmr.yaml",
                    "iso-ne/rules/demand-response.yaml",
                    "ieso/rules/capacity-auction.yaml",
                    "aeso/rules/reserves.yaml",
                    "aeso/rules/12cp.yaml",
                    "aemo/rules/wdr.yaml",
                    "hydro-quebec/rules/commitment.yaml",
                    "generic/rules/program.yaml",
                    "generic/rules/demand-charge.yaml");

    private final Map<String, List<RulePack>> packs;
    private final Map<String, String> files;

    private RuleBook(Map<String, List<RulePack>> packs, Map<String, String> files) {
        this.packs = packs;
        this.files = files;
    }

    /**
     * What a check of all rule files found.
     *
     * @param files files read
     * @param programs programs in them
     * @param versions versions of these without a mistake
     * @param values values of those versions
     * @param findings what is wrong
     */
    public record Lint(
            int files, int programs, int versions, int values, List<RuleFinding> findings) {}

    /** The rules that ship with the program. */
    public static RuleBook shipped() {
        return open(null);
    }

    /**
     * The rules that ship with the program and those of a folder. A program of the folder takes the place of a shipped
     * one with the same id, all versions at once.
     *
     * @param folder where {@code *.yaml} files stand, also in folders of it; null for none
     * @throws BadRules when a file cannot be read or has a mistake, naming the first
     */
    public static RuleBook open(@Nullable Path folder) {
        Reading reading = new Reading(folder);
        if (!reading.findings.isEmpty()) {
            int more = reading.findings.size() - 1;
            throw new BadRules(
                    reading.findings.getFirst()
                            + (more == 0
                                    ? ""
                                    : " (and " + more + " more; see trimtab rules lint)"));
        }
        return new RuleBook(reading.packs, reading.files);
    }

    /**
     * Checks every rule file and tells all mistakes, not only the first.
     *
     * @param folder as for {@link #open}
     * @throws BadRules when the folder cannot be read
     */
    public static Lint lint(@Nullable Path folder) {
        Reading reading = new Reading(folder);
        List<RulePack> all = reading.packs.values().stream().flatMap(List::stream).toList();
        return new Lint(
                reading.count,
                reading.packs.size(),
                all.size(),
                all.stream().mapToInt(pack -> pack.values().size()).sum(),
                List.copyOf(reading.findings));
    }

    /** Ids of all programs, in alphabetical order. */
    public List<String> ids() {
        return List.copyOf(packs.keySet());
    }

    /**
     * All versions of a program, oldest first.
     *
     * @throws BadRules when there is no such program, naming the nearest
     */
    public List<RulePack> versions(String id) {
        List<RulePack> versions = packs.get(id);
        if (versions == null) {
            throw new BadRules(
                    "there are no rules called \""
                            + id
                            + "\""
                            + Nearest.advice(id, packs.keySet()));
        }
        return versions;
    }

    /**
     * The rules of a program on an operating day, local to its market.
     *
     * @throws BadRules when there is no such program, or no rules of it on that day, naming what there is
     */
    public RulePack find(String id, LocalDate day) {
        List<RulePack> versions = versions(id);
        for (RulePack version : versions) {
            if (version.holdsOn(day)) {
                return version;
            }
        }
        throw new BadRules(
                "there are no rules of "
                        + id
                        + " on "
                        + day
                        + "; they are known "
                        + versions.stream().map(RuleBook::span).collect(Collectors.joining(", ")));
    }

    /** The operating day of a program at an instant, in its market's time. */
    public LocalDate dayOf(String id, Instant at) {
        return LocalDate.ofInstant(at, ZoneId.of(versions(id).getLast().text(ZONE)));
    }

    /** The file a program's rules stand in, and whether it is shipped or one's own. */
    public String fileOf(String id) {
        versions(id);
        return files.getOrDefault(id, "");
    }

    /** True when a version is a proposal and binds nobody. */
    public static boolean isProposal(RulePack pack) {
        return pack.find(STATUS).filter(status -> status.text().equals("proposal")).isPresent();
    }

    private static String span(RulePack pack) {
        LocalDate until = pack.effectiveUntil();
        return "from " + pack.effectiveFrom() + (until == null ? " on" : " until " + until);
    }

    /** All files read once. */
    private static final class Reading {
        final RuleKinds kinds = RuleKinds.shipped();
        final Map<String, List<RulePack>> packs = new TreeMap<>();
        final Map<String, String> files = new LinkedHashMap<>();
        final List<RuleFinding> findings = new ArrayList<>();
        int count;

        Reading(@Nullable Path folder) {
            for (String file : SHIPPED) {
                take("shipped", file, shippedText(file), new LinkedHashMap<>());
            }
            if (folder == null) {
                return;
            }
            Map<String, String> own = new LinkedHashMap<>();
            for (Path file : ownFiles(folder)) {
                String name = folder.relativize(file).toString();
                String text = ownText(name, file);
                if (text != null) {
                    take(OWN, name, text, own);
                }
            }
        }

        /** Takes a file's programs; one given before by the same hand is a mistake. */
        private void take(String whose, String file, String text, Map<String, String> given) {
            count++;
            RuleFile.Content content = RuleFile.parse(kinds, file, text);
            findings.addAll(content.findings());
            Map<String, List<RulePack>> byId = new LinkedHashMap<>();
            for (RulePack pack : content.packs()) {
                byId.computeIfAbsent(pack.id(), _ -> new ArrayList<>()).add(pack);
            }
            byId.forEach((id, versions) -> {
                String other = whose.equals(OWN) ? given.put(id, file) : files.get(id);
                if (other != null) {
                    findings.add(
                            new RuleFinding(
                                    file,
                                    0,
                                    id,
                                    "the program stands in "
                                            + other
                                            + " too, so its periods overlap",
                                    "keep it in one file"));
                }
                packs.put(id, List.copyOf(versions));
                files.put(id, whose + " " + file);
            });
        }

        private @Nullable String ownText(String name, Path file) {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(SIZE_BYTES_MAX + 1);
                if (bytes.length > SIZE_BYTES_MAX) {
                    bad(
                            name,
                            "the file is too large",
                            "at most " + SIZE_BYTES_MAX + " bytes are read");
                    return null;
                }
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                bad(name, "the file is not UTF-8 text", "save it as UTF-8");
            } catch (IOException e) {
                bad(name, "cannot be read (" + e.getMessage() + ")", "check the file's rights");
            }
            return null;
        }

        private void bad(String file, String what, String mend) {
            findings.add(new RuleFinding(file, 0, "", what, mend));
        }
    }

    private static String shippedText(String file) {
        try (InputStream in = RuleBook.class.getResourceAsStream(ROOT + file)) {
            if (in == null) {
                throw new IllegalStateException(
                        ROOT + file + " is missing from this build; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> ownFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadRules(folder + ": there is no such folder of rules");
        }
        try (Stream<Path> walk = Files.walk(folder, FOLDERS_DEEP_MAX)) {
            List<Path> found =
                    walk.filter(file -> file.getFileName().toString().endsWith(".yaml"))
                            .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                            .limit(FILES_MAX + 1L)
                            .sorted(Comparator.comparing(Path::toString))
                            .toList();
            if (found.isEmpty()) {
                throw new BadRules(folder + ": there are no *.yaml files in it");
            }
            if (found.size() > FILES_MAX) {
                throw new BadRules(
                        folder + ": more than " + FILES_MAX + " rule files; split the folder");
            }
            return found;
        } catch (IOException e) {
            throw new BadRules(folder + ": cannot be read (" + e.getMessage() + ")");
        } catch (UncheckedIOException e) {
            throw new BadRules(folder + ": cannot be read (" + e.getMessage() + ")");
        }
    }
}
