package org.trimtab.drivers.antminer;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedAntminer;
import org.trimtab.drivers.tck.RecordedDevice;

class AntminerContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedAntminer();
    }
}
