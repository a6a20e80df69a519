package org.trimtab.engine;

import java.time.Instant;
import java.util.List;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Hold;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.program.Signal;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.PowerCurve;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.MeterReading;

/** Something from outside that a step takes in. */
public sealed interface Input {
    /**
     * An instruction arrived.
     *
     * @param instruction what it asks
     * @param asReceived its text exactly as it came, for the evidence
     */
    record InstructionArrived(Instruction instruction, String asReceived) implements Input {}

    /** An instruction was taken back by its sender. */
    record CancelArrived(InstructionId instruction, Instant receivedAt) implements Input {}

    /** A meter was read. */
    record MeterRead(MeterReading reading) implements Input {}

    /** Devices were read. */
    record DevicesRead(List<DeviceReading> readings) implements Input {}

    /** Commands came to an outcome. */
    record OutcomesKnown(List<CommandOutcome> outcomes) implements Input {}

    /** A price became known for an interval. */
    record PriceKnown(MarketInterval interval, EnergyPrice price) implements Input {}

    /** The operator of a track sent a new level. */
    record SignalArrived(Signal signal, Instant receivedAt) implements Input {}

    /** A person took devices out of dispatch; the same id again replaces it. */
    record HoldPlaced(Hold hold) implements Input {}

    /** A person gave held devices back. */
    record HoldLifted(String hold, String by) implements Input {}

    /** The grid's frequency was measured, oldest first. */
    record FrequencyRead(List<FrequencySample> samples) implements Input {}

    /** A person armed or disarmed the under-frequency plan. */
    record FrequencyArmed(boolean armed, String by) implements Input {}

    /** Levels a device can be held at became known. */
    record CurveKnown(DeviceId device, PowerCurve curve) implements Input {}

    /**
     * What an engine before this one had come to know; the first input of a journal that goes on where another ended.
     *
     * @param devices those of which something is known, in site order
     * @param families how their devices have obeyed
     * @param finished obligations that are over although their time is not: asked again, they are known again
     */
    record CarriedOver(
            List<DevicePast> devices, List<FamilyPast> families, List<Obligation> finished)
            implements Input {}

    /** The site process started again; commands it had in flight have an unknown fate. */
    record Restarted() implements Input {}
}
