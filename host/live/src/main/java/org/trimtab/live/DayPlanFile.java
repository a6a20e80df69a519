package org.trimtab.live;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps plans for the screen over a restart; what the site owes itself for them is in the journal. Written whole and
 * moved into place. A file that cannot be read is left where it is and told of; the plans are then sent anew.
 */
final class DayPlanFile {
    /** A plan of the most hours and offers is far below this. */
    static final long BYTES_MAX = 4L * 1024 * 1024;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private final Path file;
    private volatile @Nullable String trouble;

    DayPlanFile(Path file) {
        this.file = file;
    }

    /** What went wrong last, in words; null when nothing did. */
    @Nullable String trouble() {
        return trouble;
    }

    List<PlannedDay> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IOException("it is larger than " + BYTES_MAX + " bytes");
            }
            return List.of(JSON.readValue(Files.readAllBytes(file), PlannedDay[].class));
        } catch (IOException | JacksonException | NullPointerException e) {
            trouble =
                    "the plans kept in "
                            + file
                            + " cannot be read; send them again with: trimtab plan --follow";
            return List.of();
        }
    }

    void write(Collection<PlannedDay> plans) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(fresh, JSON.writeValueAsBytes(List.copyOf(plans)));
            try {
                Files.move(
                        fresh,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            }
            trouble = null;
        } catch (IOException e) {
            trouble =
                    "plans cannot be kept in "
                            + file
                            + " ("
                            + e.getMessage()
                            + "); they are followed all the same, but not shown after a restart";
        }
    }
}
