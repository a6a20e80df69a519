package org.trimtab.openadr.wire;

import java.util.List;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.Named;
import org.trimtab.openadr.wire.Rules.OneOf;
import org.trimtab.openadr.wire.Rules.Size;

/**
 * How notifications are had from a broker.
 *
 * @param uris of the broker
 * @param serialization JSON
 * @param authentication how to prove oneself
 * @param extras properties the text does not know
 */
public record MqttNotifier(
        @Must @Named("URIS") @Size(min = 1, max = 8000) List<String> uris,
        @Must @OneOf("JSON") String serialization,
        @Must MqttAuthentication authentication,
        Extras extras) {
    /** Copies the lists. */
    public MqttNotifier {
        uris = List.copyOf(uris);
    }
}
