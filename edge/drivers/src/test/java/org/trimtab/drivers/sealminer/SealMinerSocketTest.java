package org.trimtab.drivers.sealminer;

import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedSealMiner;
import org.trimtab.drivers.tck.SocketContract;

class SealMinerSocketTest extends SocketContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedSealMiner();
    }
}
