package org.trimtab.drivers;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.SpeedClass;
import org.trimtab.quantity.Efficiency;

/** The reference page of families and models, made from the descriptors so that it cannot drift from them. */
public final class DevicePage {
    private DevicePage() {}

    /** The page in Markdown. */
    public static String render(DriverCatalogue catalogue) {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Devices

                        Made from the descriptor files of `edge/drivers`; `DevicePageTest` keeps it true. Power is at \
                        the
                        wall and at full work, by nameplate: a site file may give other figures for a device.

                        | family | make | firmware | can | speed class | driver tried against |
                        |---|---|---|---|---|---|
                        """);
        for (FamilyDescriptor family : catalogue.families()) {
            page.append("| [")
                    .append(family.title())
                    .append("](#")
                    .append(anchor(family.title()))
                    .append(") | ")
                    .append(family.make())
                    .append(" | ")
                    .append(family.firmware())
                    .append(" | ")
                    .append(can(family))
                    .append(" | ")
                    .append(SpeedClass.of(family.timing()).name().toLowerCase(Locale.ROOT))
                    .append(" | ")
                    .append(triedAgainst(family))
                    .append(" |\n");
        }
        for (FamilyDescriptor family : catalogue.families()) {
            render(page, family);
        }
        return page.toString();
    }

    private static void render(StringBuilder page, FamilyDescriptor family) {
        page.append("\n## ").append(family.title()).append("\n\n| | |\n|---|---|\n");
        row(page, "family in a site file", "`" + family.family() + "`");
        row(page, "make", family.make());
        row(page, "firmware", family.firmware());
        row(page, "TCP port", String.valueOf(family.port()));
        row(page, "can", can(family));
        FamilyDescriptor.Cap cap = family.cap();
        if (cap != null) {
            row(page, "held at", held(cap));
        }
        row(page, "speed class", SpeedClass.of(family.timing()).text());
        row(page, "answers within", shown(family.timing().answersWithin()));
        row(page, "power has fallen within", shown(family.timing().fallsWithin()));
        row(page, "back at work within", shown(family.timing().wakesWithin()));
        row(page, "power asleep", family.standby().toString());
        row(page, "commands at once", String.valueOf(family.commandsAtOnceMax()));
        row(page, "counts as asleep when", family.proof().confirmedBy());
        row(page, "driver tried against", triedAgainst(family));
        page.append("\nEvidence: ").append(family.evidence().strip());
        if (family.models().isEmpty()) {
            page.append(
                    "\n\nNo models are listed: a site file gives running power and hash rate.\n");
            return;
        }
        page.append("\n\n| model | power | hash rate | efficiency |\n|---|---|---|---|\n");
        for (FamilyDescriptor.Model model : family.models()) {
            page.append("| ")
                    .append(model.name())
                    .append(" | ")
                    .append(model.power())
                    .append(" | ")
                    .append(model.hashRate())
                    .append(" | ")
                    .append(Efficiency.of(model.power(), model.hashRate()))
                    .append(" |\n");
        }
    }

    private static String can(FamilyDescriptor family) {
        return family.capabilities().stream()
                .sorted()
                .map(capability ->
                        switch (capability) {
                            case CURTAIL -> "be put to sleep and woken";
                            case METERED -> "say how much power it draws";
                            case CAP -> "be held at a lower power";
                        })
                .collect(Collectors.joining(", "));
    }

    private static String triedAgainst(FamilyDescriptor family) {
        return switch (family.proof().testedBy()) {
            case RECORDING -> "recorded answers of real devices";
            case DOCUMENT -> "documents and public driver projects only";
        };
    }

    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    private static String held(FamilyDescriptor.Cap cap) {
        String form =
                switch (cap.form()) {
                    case WATTS -> "any power";
                    case PERCENT -> "a share of full power";
                    case PRESETS -> "one of its tuned levels";
                };
        return form + ", " + cap.least() + " at the least, within " + shown(cap.settlesWithin());
    }

    private static void row(StringBuilder page, String what, String value) {
        page.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }

    private static String shown(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
