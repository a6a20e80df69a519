package org.trimtab.drivers.cgminer;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.WireFailure;
import org.trimtab.telemetry.DeviceReading;
import tools.jackson.databind.JsonNode;

/** What all who speak the cgminer API have in common. Pure. */
public final class Cgminer {
    /** The TCP port of the API. */
    public static final int PORT = 4028;

    /** The name under which pools are asked. */
    public static final String POOLS = "pools";

    /** How answers in its envelope are read: whole ones only, since half an answer may lack what matters. */
    public static final Questions.Language<CgminerReply> LANGUAGE =
            new Questions.Language<>() {
                @Override
                public Framing framing() {
                    return Framing.CGMINER;
                }

                @Override
                public @Nullable CgminerReply read(byte[] bytes) {
                    CgminerReply reply = CgminerReply.parse(bytes);
                    return reply == null || reply.json().truncated() ? null : reply;
                }

                @Override
                public @Nullable String refusal(CgminerReply answer) {
                    return answer.success() ? null : answer.message();
                }
            };

    private Cgminer() {}

    /** A command without a parameter. */
    public static byte[] ask(String command) {
        return ("{\"command\":\"" + command + "\"}\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** A command with a parameter, which must hold no quote and no backslash. */
    public static byte[] ask(String command, String parameter) {
        return ("{\"command\":\"" + command + "\",\"parameter\":\"" + parameter + "\"}\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The question whose answer nothing can be told without. */
    public static Questions.Question needed(String command) {
        return new Questions.Question(command, ask(command), true);
    }

    /** A question whose answer can be done without. */
    public static Questions.Question wanted(String command) {
        return new Questions.Question(command, ask(command), false);
    }

    /** The digest of the pools as the API gives them; null when they were not asked or not told. */
    public static @Nullable String poolsDigest(@Nullable CgminerReply reply) {
        JsonNode pools = reply == null ? null : reply.section("POOLS");
        return pools == null ? null : PoolsDigest.of(pools, "URL", "User");
    }

    /** What a poll ends in: the reading, or why there is none. */
    public static DeviceReport report(
            Questions.Answers<CgminerReply> answers, @Nullable DeviceReading reading) {
        WireFailure failure = answers.failure();
        if (failure == null && reading == null) {
            failure = new WireFailure(Failure.GARBLED, "its answers do not tell what it does");
        }
        if (failure != null) {
            return new DeviceReport(null, failure.failure(), failure.detail(), null);
        }
        CgminerReply pools = answers.to(POOLS);
        String digest = poolsDigest(pools);
        WireFailure missed = answers.missed().get(POOLS);
        if (pools != null && digest == null) {
            missed = new WireFailure(Failure.GARBLED, "its answer gives none");
        }
        return new DeviceReport(
                reading,
                null,
                missed == null ? "" : "its pools could not be read: " + missed.detail(),
                digest);
    }
}
