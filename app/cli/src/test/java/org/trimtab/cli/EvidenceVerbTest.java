package org.trimtab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.cli.Shell.Ended;

/** A person with a meter file and a list of events proves a settlement, without a fleet. */
class EvidenceVerbTest {
    private static final Instant FROM = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        StringBuilder meter = new StringBuilder("interval_start_utc,kw\n");
        for (int i = 0; i < 5 * 96; i++) {
            Instant at = FROM.plus(Duration.ofMinutes(15L * i));
            boolean down = i >= 300 && i < 304;
            meter.append(at).append(',').append(down ? 400 : 2_000 + i % 7).append('\n');
        }
        Files.writeString(folder.resolve("meter.csv"), meter, UTF_8);
        Files.writeString(
                folder.resolve("events.csv"),
                "id,start_utc,end_utc\ne-1,%s,%s\n"
                        .formatted(
                                FROM.plus(Duration.ofMinutes(15L * 300)),
                                FROM.plus(Duration.ofMinutes(15L * 304))),
                UTF_8);
        Files.writeString(
                folder.resolve("obligation.yaml"),
                """
                site: west-1
                program: generic/program
                from: 2026-06-01
                until: 2026-06-06
                awards:
                  - name: standby
                    reduction: 1500 kW
                    price: 5.15 USD/MW-h
                """,
                UTF_8);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private Ended make(String key) {
        return Shell.run(
                "evidence",
                "make",
                "--program",
                "generic/program",
                "--meter",
                at("meter.csv"),
                "--events",
                at("events.csv"),
                "--obligation",
                at("obligation.yaml"),
                "--key",
                at(key),
                "--out",
                at("out.zip"));
    }

    @Test
    void shouldMakeABundleThatVerifiesAndGoOnSoAfterTheKeyWasRotated() throws IOException {
        Ended made = Shell.run("evidence", "key", "new", at("site.pem"));
        assertThat(made.exit()).as(made.err()).isZero();
        String old = made.out().split("\\s+")[1];
        Ended bundled = make("site.pem");
        assertThat(bundled.exit()).as(bundled.err()).isZero();
        assertThat(bundled.out()).contains("signed with key " + old);

        Ended rotated = Shell.run("evidence", "key", "rotate", at("site.pem"));
        assertThat(rotated.out().lines()).hasSize(2);
        String fresh = rotated.out().lines().skip(1).findFirst().orElseThrow().split("\\s+")[1];
        assertThat(Shell.run("evidence", "key", "show", at("site.pem")).out())
                .isEqualTo(rotated.out());

        Ended valid = Shell.run("evidence", "verify", at("out.zip"), "--fingerprint", old);
        assertThat(valid.exit()).as(valid.out()).isZero();
        assertThat(valid.out()).contains("settlement of generic/program 2026-06-01 to 2026-06-05");
        assertThat(Shell.run("verify", at("out.zip"), "--fingerprint", fresh).exit())
                .isEqualTo(Fault.FAILED);
        Ended known =
                Shell.run(
                        "verify",
                        at("out.zip"),
                        "--fingerprint",
                        fresh,
                        "--keys",
                        at("site.pem.history"));
        assertThat(known.exit()).as(known.out()).isZero();
        assertThat(known.out()).contains("superseded by " + fresh.substring(0, 16));
    }

    @Test
    void shouldSayWhatToDoWhenTheKeyIsMissingOrNone() throws IOException {
        Ended missing = make("none.pem");
        assertThat(missing.exit()).isEqualTo(Fault.BAD_INPUT);
        assertThat(missing.errLines())
                .singleElement()
                .asString()
                .contains("there is no signing key")
                .contains("evidence key new");
        assertThat(Files.exists(folder.resolve("out.zip"))).isFalse();
        Ended wrong = Shell.run("verify", at("meter.csv"), "--keys", at("events.csv"));
        assertThat(wrong.err()).contains("events.csv is not a key history");
    }
}
