package org.trimtab.drivers.vnish;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedVnish;

class VnishContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedVnish();
    }
}
