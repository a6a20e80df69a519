package org.trimtab.drivers.axeos;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedAxeos;
import org.trimtab.drivers.tck.RecordedDevice;

class AxeosContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedAxeos();
    }
}
