package org.trimtab.openadr.wire;

/** What the schemas say of a whole object, beyond its single properties. */
final class Checks {
    private Checks() {}

    static void whole(Record value) {
        switch (value) {
            case VenRequest ven when ven.fromBusinessLogic() && ven.clientID() == null ->
                    throw new WireFault("clientID", "is required and missing");
            case ResourceRequest resource
                    when resource.fromBusinessLogic() && resource.clientID() == null ->
                    throw new WireFault("clientID", "is required and missing");
            case Notifiers notifiers when notifiers.mqtt() != null ->
                    authentication(notifiers.mqtt().authentication());
            case ProgramRequest program when program.payloadDescriptors() != null ->
                    descriptors(program.payloadDescriptors(), "");
            case EventRequest event when event.payloadDescriptors() != null ->
                    descriptors(event.payloadDescriptors(), PayloadDescriptor.EVENT);
            case ReportRequest report when report.payloadDescriptors() != null ->
                    descriptors(report.payloadDescriptors(), PayloadDescriptor.REPORT);
            default -> {}
        }
    }

    private static void descriptors(
            java.util.List<PayloadDescriptor> descriptors, String objectType) {
        for (int i = 0; i < descriptors.size(); i++) {
            String is = descriptors.get(i).objectType();
            if (!objectType.isEmpty() && !objectType.equals(is)) {
                throw new WireFault(
                        "payloadDescriptors[" + i + "].objectType",
                        "is '" + is + "'; it must be " + objectType);
            }
        }
    }

    private static void authentication(MqttAuthentication how) {
        if (how.method().equals(MqttAuthentication.BEARER) && how.username() == null) {
            throw new WireFault("MQTT.authentication.username", "is required and missing");
        }
        if (how.method().equals(MqttAuthentication.CERTIFICATE)) {
            part(how.caCert(), "caCert");
            part(how.clientCert(), "clientCert");
            part(how.clientKey(), "clientKey");
        }
    }

    private static void part(@org.jspecify.annotations.Nullable String value, String name) {
        if (value == null) {
            throw new WireFault("MQTT.authentication." + name, "is required and missing");
        }
    }
}
