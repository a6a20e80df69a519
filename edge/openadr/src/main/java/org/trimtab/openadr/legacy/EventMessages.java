package org.trimtab.openadr.legacy;

import java.util.List;

/** Writes the EiEvent messages of a VEN, the same in both profiles but for the envelope. */
final class EventMessages {

    private EventMessages() {}

    static byte[] requestEvents(Profile profile, String requestId, String venId) {
        return XmlOut.payload(profile, "oadrRequestEvent")
                .open("pyld:eiRequestEvent")
                .leaf("pyld:requestID", requestId)
                .leaf("ei:venID", venId)
                .bytes();
    }

    /** Answers to one list of events; the overall response is a success. */
    static byte[] createdEvent(
            Profile profile, String requestId, List<EventReply> replies, String venId) {
        XmlOut xml =
                XmlOut.payload(profile, "oadrCreatedEvent")
                        .open("pyld:eiCreatedEvent")
                        .response(ResponseCode.OK, "OK", requestId)
                        .open("ei:eventResponses");
        for (EventReply reply : replies) {
            xml.open("ei:eventResponse")
                    .leaf("ei:responseCode", Integer.toString(reply.answer().code()))
                    .leaf("ei:responseDescription", reply.answer().description())
                    .leaf("pyld:requestID", reply.requestId())
                    .open("ei:qualifiedEventID")
                    .leaf("ei:eventID", reply.eventId())
                    .leaf("ei:modificationNumber", Long.toString(reply.modificationNumber()))
                    .close()
                    .leaf("ei:optType", reply.answer().opt().word())
                    .close();
        }
        return xml.close().leaf("ei:venID", venId).bytes();
    }

    /** The refusal of a whole list. */
    static byte[] refusedList(
            Profile profile, String requestId, int code, String why, String venId) {
        return XmlOut.payload(profile, "oadrCreatedEvent")
                .open("pyld:eiCreatedEvent")
                .response(code, why, requestId)
                .leaf("ei:venID", venId)
                .bytes();
    }
}
