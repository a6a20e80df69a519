package org.trimtab.openadr.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every record against the normative YAML: what it requires and what it knows. */
class SchemaTest {
    private static final Map<String, List<Class<? extends Record>>> MODELS = models();

    private static Map<String, List<Class<? extends Record>>> models() {
        Map<String, List<Class<? extends Record>>> of = new LinkedHashMap<>();
        of.put("program", List.of(Program.class));
        of.put("programRequest", List.of(ProgramRequest.class));
        of.put("report", List.of(Report.class));
        of.put("reportRequest", List.of(ReportRequest.class));
        of.put("event", List.of(Event.class));
        of.put("eventRequest", List.of(EventRequest.class));
        of.put("subscription", List.of(Subscription.class));
        of.put("subscriptionRequest", List.of(SubscriptionRequest.class));
        of.put("objectMetadata", List.of(Meta.class));
        of.put("interval", List.of(Interval.class));
        of.put("intervalPeriod", List.of(IntervalPeriod.class));
        of.put("valuesMap", List.of(ValuesMap.class));
        of.put("reportDescriptor", List.of(ReportDescriptor.class));
        of.put("notification", List.of(Notification.class));
        of.put("clientCredentialRequest", List.of(TokenRequest.class));
        of.put("clientCredentialResponse", List.of(TokenResponse.class));
        of.put("authError", List.of(AuthError.class));
        of.put("authServerInfo", List.of(AuthServer.class));
        of.put("problem", List.of(Problem.class));
        of.put("notifiersResponse", List.of(Notifiers.class));
        of.put("mqttNotifierBindingObject", List.of(MqttNotifier.class));
        of.put("notifierOperationsTopics", List.of(OperationTopics.class));
        of.put("notifierTopicsResponse", List.of(NotifierTopics.class));
        of.put("ven", List.of(Ven.class));
        of.put("resource", List.of(Resource.class));
        return of;
    }

    @Test
    void shouldRequireWhatTheTextRequires() {
        Map<String, Object> schemas = Texts.schemas();
        MODELS.forEach((name, types) -> {
            Set<String> required = collected(schemas, name, "required");
            assertThat(Wire.required(types.getFirst())).as(name).isEqualTo(required);
        });
    }

    @Test
    void shouldKnowWhatTheTextKnows() {
        Map<String, Object> schemas = Texts.schemas();
        MODELS.forEach((name, types) -> {
            Set<String> known = collected(schemas, name, "properties");
            assertThat(Wire.known(types.getFirst())).as(name).containsAll(known);
        });
    }

    @Test
    void shouldHaveAModelOrAReasonForEverySchema() {
        Set<String> elsewhere =
                Set.of(
                        // one record each, told apart by the object type or the method
                        "eventPayloadDescriptor",
                        "reportPayloadDescriptor",
                        "venRequest",
                        "BlVenRequest",
                        "VenVenRequest",
                        "resourceRequest",
                        "BlResourceRequest",
                        "VenResourceRequest",
                        "mqttNotifierAuthenticationAnonymous",
                        "mqttNotifierAuthenticationOauth2BearerToken",
                        "mqttNotifierAuthenticationCertificate",
                        // a kind of value, not an object
                        "point",
                        "objectID",
                        "clientID",
                        "venName",
                        "clientName",
                        "target",
                        "resourceName",
                        "units",
                        "readingType",
                        "objectTypes",
                        "dateTime",
                        "duration");
        Set<String> all = new HashSet<>(MODELS.keySet());
        all.addAll(elsewhere);
        assertThat(all).isEqualTo(Texts.schemas().keySet());
    }

    /**
     * The names under a key of a schema and of those it is made of. The request's own object type
     * in ven and resource is passed over: no value satisfies both enumerations.
     */
    private static Set<String> collected(Map<String, Object> schemas, String name, String key) {
        Set<String> names = new HashSet<>();
        collect(schemas, schemas.get(name), key, names);
        return names;
    }

    private static void collect(
            Map<String, Object> schemas, Object schema, String key, Set<String> into) {
        Map<?, ?> map = (Map<?, ?>) schema;
        Object found = map.get(key);
        if (found instanceof List<?> list) {
            list.forEach(entry -> into.add(String.valueOf(entry)));
        } else if (found instanceof Map<?, ?> properties) {
            properties.keySet().forEach(entry -> into.add(String.valueOf(entry)));
        }
        if (map.get("allOf") instanceof List<?> parts) {
            parts.forEach(part -> collect(schemas, part, key, into));
        }
        if (map.get("$ref") instanceof String ref) {
            collect(schemas, schemas.get(ref.substring(ref.lastIndexOf('/') + 1)), key, into);
        }
    }
}
