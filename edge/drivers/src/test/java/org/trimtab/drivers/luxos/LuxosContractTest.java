package org.trimtab.drivers.luxos;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedLuxos;

class LuxosContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedLuxos();
    }
}
