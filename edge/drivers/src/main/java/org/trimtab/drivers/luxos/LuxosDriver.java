package org.trimtab.drivers.luxos;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/** Speaks LuxOS. */
public final class LuxosDriver implements Driver {
    /** The family's name. */
    public static final String FAMILY = "luxos";

    private final FamilyDescriptor descriptor;
    private final Surroundings surroundings;

    /**
     * What is known of each device. The last session we opened there is known as ours by it, should it not have been
     * given back; a session of anybody else is never touched.
     */
    private final Map<DeviceId, LuxosMemory> memories = new ConcurrentHashMap<>();

    public LuxosDriver(FamilyDescriptor descriptor, Surroundings surroundings) {
        this.descriptor = descriptor;
        this.surroundings = surroundings;
    }

    @Override
    public FamilyDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Fingerprint fingerprint() {
        return new LuxosFingerprint();
    }

    @Override
    public Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt) {
        return new LuxosPoll(device, memory(device), withPools, startedAt);
    }

    @Override
    public Conversation<CommandOutcome> perform(Device device, Command command) {
        return new LuxosChange(
                device,
                command,
                memory(device),
                surroundings.priorState(),
                surroundings.clock().instant(),
                descriptor.timing().answersWithin());
    }

    @Override
    public Conversation<Inspection> inspect(Device device, Instant startedAt) {
        return LuxosInspection.of(device, descriptor, memory(device), startedAt);
    }

    @Override
    public Conversation<Readiness> prepare(Device device, Instant startedAt) {
        return readiness(device, true, startedAt);
    }

    @Override
    public @Nullable Conversation<Readiness> standDown(Device device, Instant startedAt) {
        return memory(device).held() ? readiness(device, false, startedAt) : null;
    }

    private Conversation<Readiness> readiness(Device device, boolean keep, Instant startedAt) {
        return new LuxosReadiness(
                device, memory(device), keep, startedAt, descriptor.timing().answersWithin());
    }

    private LuxosMemory memory(Device device) {
        return memories.computeIfAbsent(device.id(), id -> new LuxosMemory());
    }
}
