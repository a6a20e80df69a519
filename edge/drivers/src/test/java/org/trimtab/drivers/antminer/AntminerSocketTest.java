package org.trimtab.drivers.antminer;

import org.trimtab.drivers.tck.RecordedAntminer;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.SocketContract;

class AntminerSocketTest extends SocketContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedAntminer();
    }
}
