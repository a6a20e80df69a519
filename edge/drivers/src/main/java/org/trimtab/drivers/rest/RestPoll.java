package org.trimtab.drivers.rest;

import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.telemetry.DeviceReading;

/** A poll over a device's web server. Pools that cannot be read leave a reading that is complete without them. */
public abstract class RestPoll extends RestSteps<DeviceReport> {
    private @Nullable DeviceReading known;

    protected RestPoll(RestTalk talk) {
        super(talk);
    }

    @Override
    protected Turn<DeviceReport> failed(
            Reply reply, boolean acting, RestTalk.Result.Failed failed) {
        return trouble(failed.failure(), failed.detail());
    }

    @Override
    protected Turn<DeviceReport> refused(
            Reply reply, boolean acting, RestTalk.Result.Refused refused) {
        return trouble(Failure.DEVICE_ERROR, refused.detail());
    }

    /** The reading is complete; only its pools may follow. */
    protected final void known(DeviceReading reading) {
        known = reading;
    }

    /** Ends with what is known. */
    protected final Turn<DeviceReport> done(@Nullable String poolsDigest) {
        return new Turn.Done<>(new DeviceReport(known, null, "", poolsDigest));
    }

    /** It cannot be read. */
    protected final Turn<DeviceReport> trouble(Failure failure, String detail) {
        return new Turn.Done<>(
                known == null
                        ? new DeviceReport(null, failure, detail, null)
                        : new DeviceReport(
                                known, null, "its pools could not be read: " + detail, null));
    }
}
