package org.trimtab.store.registry;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Timing;

/** The device families and models that this build can talk to; the host fills it from the drivers' descriptors. */
public interface Catalogue {
    /** Names of every known family. */
    List<String> families();

    /** What is known of a family, or null when it is not known. */
    @Nullable FamilyFacts family(String family);

    /**
     * A family of devices.
     *
     * @param port TCP port its devices answer on
     * @param standby power a device keeps drawing when asleep
     * @param timing how fast its devices act
     * @param capabilities what they can do
     * @param models the models known with it
     */
    record FamilyFacts(
            int port,
            Power standby,
            Timing timing,
            Set<Capability> capabilities,
            List<ModelFacts> models) {
        public FamilyFacts {
            capabilities = Set.copyOf(capabilities);
            models = List.copyOf(models);
        }

        /** What is known of a model, or null when it is not known. */
        public @Nullable ModelFacts model(String name) {
            return models.stream().filter(m -> m.name().equals(name)).findFirst().orElse(null);
        }

        /** Names of every known model. */
        public List<String> modelNames() {
            return models.stream().map(ModelFacts::name).toList();
        }
    }

    /**
     * A model's nameplate.
     *
     * @param name the model's name
     * @param running power at full work
     * @param hashRate hash rate at full work
     */
    record ModelFacts(String name, Power running, HashRate hashRate) {}
}
