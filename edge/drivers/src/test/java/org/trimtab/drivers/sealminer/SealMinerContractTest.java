package org.trimtab.drivers.sealminer;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedSealMiner;
import org.trimtab.drivers.tck.RecordedDevice;

class SealMinerContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedSealMiner();
    }
}
