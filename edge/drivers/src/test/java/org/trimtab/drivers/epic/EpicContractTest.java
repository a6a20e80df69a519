package org.trimtab.drivers.epic;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedEpic;

class EpicContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedEpic();
    }
}
