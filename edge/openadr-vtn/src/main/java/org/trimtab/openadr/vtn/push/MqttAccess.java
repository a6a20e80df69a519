package org.trimtab.openadr.vtn.push;

import java.util.Collection;

/**
 * Who may do what with which topic: the VTN writes, business logic reads everything, a VEN reads its own branch. The
 * broker must enforce it (OpenADR 3.1.0 Definitions, "MQTT"): as a list it reads, or by asking for each topic.
 */
public final class MqttAccess {
    private final MqttTopics topics;

    public MqttAccess(MqttTopics topics) {
        this.topics = topics;
    }

    /** What a client wants to do. */
    public enum Wish {
        READ,
        WRITE
    }

    /**
     * Whether a VEN may read a topic filter: only what lies whole in its own branch. Nobody but the VTN writes.
     *
     * @param filter a topic or a filter with wildcards
     */
    public boolean isAllowed(String clientId, boolean seesAll, Wish wish, String filter) {
        if (wish == Wish.WRITE) {
            return false;
        }
        if (seesAll) {
            return filter.startsWith(topics.prefix());
        }
        String own = topics.ofClient(clientId);
        String branch = own.substring(0, own.length() - 1);
        return filter.startsWith(branch) && filter.length() > branch.length();
    }

    /**
     * The access list of a mosquitto broker. The names of clients are their clientIDs; a clientID with other
     * characters than letters, digits and {@code -_.~@:} cannot be matched by the pattern, and gets a line of its own.
     *
     * @param vtn the name the VTN logs in with
     * @param businessLogic the clientIDs of business logic
     * @param vens clientIDs of VENs whose names need a line of their own; others may be left out
     */
    public String mosquitto(String vtn, Collection<String> businessLogic, Collection<String> vens) {
        StringBuilder list = new StringBuilder(256);
        list.append("# Topics of the OpenADR VTN: it alone writes.\nuser ").append(vtn);
        list.append("\ntopic readwrite ").append(topics.prefix()).append("#\n\n");
        list.append("# Business logic reads everything.\n");
        for (String client : businessLogic) {
            list.append("user ").append(client);
            list.append("\ntopic read ").append(topics.prefix()).append("#\n");
        }
        list.append("\n# Every other client reads its own branch; %u is its name.\n");
        for (String client : vens) {
            if (!MqttTopics.level(client).equals(client)) {
                list.append("user ").append(client);
                list.append("\ntopic read ").append(topics.ofClient(client)).append('\n');
            }
        }
        list.append("pattern read ").append(topics.prefix()).append("vens/%u/#\n");
        return list.toString();
    }
}
