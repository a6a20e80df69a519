package org.trimtab.openadr.ven;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.tls.Tls;

/**
 * Where a VTN is and how this VEN proves itself there.
 *
 * @param name what the site calls it: letters, digits and {@code . _ -}
 * @param base the base URL, such as {@code https://vtn.example/openadr3/3.1.0}
 * @param clientId null for a VTN that asks for none
 * @param clientSecret the secret of the client id
 * @param scope asked for with the token; null for what the server gives
 * @param venName the name this VEN goes by
 * @param targets asked for in every list; none for all that is granted
 * @param programs names of the programs followed; none for all
 * @param old whether the server speaks 3.0.1
 * @param tls trust and certificate for https; null for the platform's
 */
public record VtnAddress(
        String name,
        URI base,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String scope,
        String venName,
        List<String> targets,
        Set<String> programs,
        boolean old,
        @Nullable Tls tls) {
    /** Checks the URL and copies the lists. */
    public VtnAddress {
        String scheme = base.getScheme();
        if (scheme == null
                || base.getHost() == null
                || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            throw new IllegalArgumentException(
                    "\""
                            + base
                            + "\" is no VTN's URL; it looks like"
                            + " https://vtn.example/openadr3/3.1.0");
        }
        targets = List.copyOf(targets);
        programs = Set.copyOf(programs);
    }

    /** A VTN of 3.1.0 with everything else as it comes. */
    public static VtnAddress of(
            String name, URI base, @Nullable String clientId, @Nullable String clientSecret) {
        return new VtnAddress(
                name, base, clientId, clientSecret, null, name, List.of(), Set.of(), false, null);
    }

    /** Whether the base URL is encrypted. */
    public boolean isEncrypted() {
        return "https".equals(String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT));
    }

    /** The base with a path put behind it. */
    URI at(String path) {
        String text = base.toString();
        return URI.create(
                (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "VtnAddress[" + name + " " + base + " " + clientId + "]";
    }
}
