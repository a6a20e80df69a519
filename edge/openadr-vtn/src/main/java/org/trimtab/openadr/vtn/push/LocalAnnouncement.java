package org.trimtab.openadr.vtn.push;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;

/**
 * Announces the VTN on the local network, so that VENs of the same site find it (OpenADR 3.1.0 Definitions, "Discovery
 * and Configuration of Local VTNs"): service {@code _openadr3._tcp} by multicast DNS.
 */
public final class LocalAnnouncement implements AutoCloseable {
    private static final String SERVICE = "_openadr3._tcp.local.";

    /** Longest value of a TXT entry, RFC 6763: 255 bytes for name, "=" and value. */
    private static final int ENTRY_BYTES_MAX = 255;

    private final JmDNS announcer;

    private LocalAnnouncement(JmDNS announcer) {
        this.announcer = announcer;
    }

    /**
     * What is announced.
     *
     * @param instance the name people see, such as {@code Trimtab VTN}
     * @param host the host's name without {@code .local}
     * @param secure whether the port speaks TLS
     * @param basePath such as {@code openadr3/3.1.0}
     * @param programNames the programs local VENs are to use; those that no longer fit are left out
     * @param openapiUrl where the OpenAPI description is
     */
    public record Service(
            String instance,
            String host,
            int port,
            boolean secure,
            String basePath,
            List<String> programNames,
            boolean requiresAuth,
            String openapiUrl) {
        /** The TXT record, in the order of the specification. */
        Map<String, String> text() {
            Map<String, String> text = new LinkedHashMap<>();
            text.put("version", "3.1.0");
            text.put("base_path", basePath);
            text.put(
                    "local_url",
                    (secure ? "https://" : "http://") + host + ".local:" + port + "/" + basePath);
            text.put("program_names", names());
            text.put("requires_auth", requiresAuth ? "True" : "False");
            text.put("openapi_url", openapiUrl);
            return text;
        }

        private String names() {
            StringBuilder names = new StringBuilder();
            int room = ENTRY_BYTES_MAX - "program_names=".length();
            for (String name : programNames) {
                String next = names.isEmpty() ? name : "," + name;
                int bytes = (names + next).getBytes(StandardCharsets.UTF_8).length;
                if (bytes <= room) {
                    names.append(next);
                }
            }
            return names.toString();
        }
    }

    /**
     * Announces until closed.
     *
     * @param on the address of the network to announce it on
     * @throws IOException when multicast is not possible there
     */
    public static LocalAnnouncement begin(InetAddress on, Service service) throws IOException {
        JmDNS announcer = JmDNS.create(on, service.host());
        try {
            announcer.registerService(
                    ServiceInfo.create(
                            SERVICE, service.instance(), service.port(), 0, 0, service.text()));
            return new LocalAnnouncement(announcer);
        } catch (IOException e) {
            announcer.close();
            throw e;
        }
    }

    /** Takes it back. */
    @Override
    public void close() throws IOException {
        announcer.close();
    }
}
