package org.trimtab.drivers.axeos;

import org.trimtab.drivers.tck.RecordedAxeos;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.SocketContract;

class AxeosSocketTest extends SocketContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedAxeos();
    }
}
