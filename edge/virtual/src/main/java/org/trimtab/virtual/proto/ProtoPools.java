package org.trimtab.virtual.proto;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.trimtab.virtual.machine.Machine;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The pools of a Proto rig. Writing replaces all of them. */
final class ProtoPools {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int POOLS_MAX = 8;
    private static final int TEXT_LENGTH_MAX = 256;

    private final Machine machine;
    private volatile List<Pool> pools;

    private record Pool(String url, String user, String pass) {}

    ProtoPools(Machine machine) {
        this.machine = machine;
        List<Pool> factory = new ArrayList<>();
        for (int pool = 1; pool <= 2; pool++) {
            factory.add(
                    new Pool(
                            "stratum+tcp://pool-" + pool + ".example:3333",
                            "site.unit" + machine.nameplate().index(),
                            "x"));
        }
        this.pools = List.copyOf(factory);
    }

    /** One per line. */
    String text() {
        return pools.stream()
                .map(pool -> pool.url + " " + pool.user + " " + pool.pass)
                .collect(Collectors.joining("\n"));
    }

    String json() {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode list = root.putArray("pools");
        int id = 0;
        for (Pool pool : pools) {
            String state = machine.asleep() || id > 0 ? "Idle" : "Active";
            list.addObject()
                    .put("id", id)
                    .put("priority", id)
                    .put("name", "pool " + id)
                    .put("url", pool.url)
                    .put("user", pool.user)
                    .put("status", state)
                    .put("accepted_shares", machine.elapsed().toSeconds() / 17)
                    .put("rejected_shares", 0)
                    .put("difficulty", "262144")
                    .put("enabled", true)
                    .put("connection_status", state);
            id++;
        }
        return root.toString();
    }

    /** Takes new ones; false when they cannot be read. */
    boolean set(byte[] body) {
        JsonNode wanted;
        try {
            wanted = MAPPER.readTree(body);
        } catch (JacksonException e) {
            return false;
        }
        if (!wanted.isArray() || wanted.size() > POOLS_MAX) {
            return false;
        }
        List<Pool> read = new ArrayList<>();
        for (JsonNode pool : wanted) {
            read.add(new Pool(text(pool, "url"), text(pool, "username"), text(pool, "password")));
        }
        pools = List.copyOf(read);
        return true;
    }

    private static String text(JsonNode node, String key) {
        String text = node.path(key).asString("");
        return text.length() > TEXT_LENGTH_MAX ? text.substring(0, TEXT_LENGTH_MAX) : text;
    }
}
