package org.trimtab.drivers.braiins;

import org.trimtab.drivers.tck.RecordedBraiins;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.SocketContract;

class BraiinsSocketTest extends SocketContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedBraiins(0);
    }
}
