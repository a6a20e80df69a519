package org.trimtab.drivers.braiins;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedBraiins;
import org.trimtab.drivers.tck.RecordedDevice;

class BraiinsContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedBraiins();
    }
}
