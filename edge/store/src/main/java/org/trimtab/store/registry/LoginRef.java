package org.trimtab.store.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How to log in at a device, and where its password is found. The password itself is only held while it is asked for.
 *
 * @param user user name
 * @param source where the password is
 */
public record LoginRef(String user, PasswordSource source) {
    /** Longest password read from a file. */
    public static final int PASSWORD_BYTES_MAX = 4_096;

    /** Where a password is. */
    public sealed interface PasswordSource {}

    /** In an environment variable. */
    public record FromEnvironment(String variable) implements PasswordSource {}

    /** In the first line of a file. */
    public record FromFile(Path file) implements PasswordSource {}

    /** Thrown when the password is not where the site file says; the message names the place, never a password. */
    public static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unavailable(String message) {
            super(message);
        }
    }

    /**
     * The password.
     *
     * @param environment looks up an environment variable, such as {@code System::getenv}
     * @throws Unavailable when it is not where the site file says
     */
    public String password(Function<String, @Nullable String> environment) {
        return switch (source) {
            case FromEnvironment(String variable) -> {
                String password = environment.apply(variable);
                if (password == null) {
                    throw new Unavailable(
                            "environment variable "
                                    + variable
                                    + ", which holds the password of user "
                                    + user
                                    + ", is not set; set it and start again");
                }
                yield password;
            }
            case FromFile(Path file) -> firstLine(file);
        };
    }

    private static String firstLine(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(PASSWORD_BYTES_MAX + 1);
            if (bytes.length > PASSWORD_BYTES_MAX) {
                throw new Unavailable(
                        "password file "
                                + file
                                + " is longer than "
                                + PASSWORD_BYTES_MAX
                                + " bytes");
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            return (end < 0 ? text : text.substring(0, end)).replace("\r", "");
        } catch (IOException e) {
            throw new Unavailable("password file " + file + " cannot be read: " + e.getMessage());
        }
    }
}
