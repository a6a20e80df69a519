package org.trimtab.openadr.wire;

import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.Named;

/**
 * The ways of notification a VTN has.
 *
 * @param webhook by callback
 * @param mqtt by a broker; null where there is none
 * @param extras properties the text does not know
 */
public record Notifiers(
        @Must @Named("WEBHOOK") Boolean webhook,
        @Named("MQTT") @Nullable MqttNotifier mqtt,
        Extras extras) {}
