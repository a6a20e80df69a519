package org.trimtab.drivers.epic;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedEpic;
import org.trimtab.drivers.tck.RecordedDevice;

class EpicContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedEpic();
    }
}
