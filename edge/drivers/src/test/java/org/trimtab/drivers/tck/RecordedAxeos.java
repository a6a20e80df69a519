package org.trimtab.drivers.tck;

import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.axeos.AxeosDriver;
import org.trimtab.resource.Device;

/** A Bitaxe: a recorded information page, with the word for its pause that newer firmware adds. */
public final class RecordedAxeos implements RecordedDevice {
    private AxeosDriver driver;
    private String restingWatts = "2.65000009536743";
    private String status = "200 OK";
    private boolean old;
    private boolean paused;
    private boolean deaf;
    private int acts;

    @Override
    public Driver driver(PriorState priorState) {
        if (driver == null) {
            driver =
                    new AxeosDriver(
                            Devices.family(AxeosDriver.FAMILY), Devices.surroundings(priorState));
        }
        return driver;
    }

    @Override
    public Device device(int port) {
        return Devices.device("axe-1", AxeosDriver.FAMILY, "Bitaxe Supra", port);
    }

    @Override
    public byte[] answer(byte[] request) {
        Http asked = Http.of(request);
        return switch (asked.method() + " " + asked.path()) {
            case "GET /api/system/info" -> Http.answer(status, info());
            case "POST /api/system/pause" -> change(true);
            case "POST /api/system/resume" -> change(false);
            case "GET /" -> Http.ok("<!doctype html><title>AxeOS</title>");
            default -> Http.answer("404 Not Found", "Not found");
        };
    }

    /** Its firmware is older than the pause. */
    public void ageBeforePause() {
        old = true;
    }

    /** What it draws while it is paused, as it writes it. */
    public void drawWhilePaused(String watts) {
        restingWatts = watts;
    }

    /** It answers everything with this status. */
    public void answerWith(String newStatus) {
        status = newStatus;
    }

    @Override
    public boolean asleep() {
        return paused;
    }

    @Override
    public String workMode() {
        return "the only one";
    }

    @Override
    public String pools() {
        String info = info();
        return info.substring(info.indexOf("\"stratumPort\""), info.indexOf("\"temp\""));
    }

    @Override
    public int acts() {
        return acts;
    }

    @Override
    public void turnDeaf() {
        deaf = true;
    }

    private byte[] change(boolean pause) {
        acts++;
        if (old) {
            return Http.answer("404 Not Found", "Not found");
        }
        if (status.startsWith("200") && !deaf) {
            paused = pause;
        }
        return Http.answer(status, "{\"miningPaused\":" + pause + "}");
    }

    /** The recording was taken seconds after a start: its power is that of a machine at rest. */
    private String info() {
        String info = Http.recorded("axeos/system_info.json");
        String word = old ? "" : "\"miningPaused\":" + paused + ",";
        return info.replaceFirst("\\{", "{" + word)
                .replace("\"hashRate\": 1000", "\"hashRate\": " + (paused ? 0 : 702.4))
                .replace("2.65000009536743", paused ? restingWatts : "14.61");
    }
}
