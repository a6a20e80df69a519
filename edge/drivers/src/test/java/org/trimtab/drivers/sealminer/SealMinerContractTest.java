package org.trimtab.drivers.sealminer;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedSealMiner;

class SealMinerContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedSealMiner();
    }
}
