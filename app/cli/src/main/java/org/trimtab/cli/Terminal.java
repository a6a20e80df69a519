package org.trimtab.cli;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where a verb prints: results on standard output, everything else on standard error. */
final class Terminal {
    private Terminal() {}

    static PrintWriter out(@Nullable CommandSpec spec) {
        return spec == null
                ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                : spec.commandLine().getOut();
    }

    static PrintWriter err(@Nullable CommandSpec spec) {
        return spec == null
                ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                : spec.commandLine().getErr();
    }

    /** The bearer token in an environment variable; tokens never stand in arguments, where others see them. */
    static String token(String variable) {
        String token = System.getenv(variable);
        if (token == null || token.isBlank()) {
            throw Fault.badInput(
                    "environment variable " + variable + " is not set; put the token there");
        }
        return token;
    }

    static String pathPart(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
