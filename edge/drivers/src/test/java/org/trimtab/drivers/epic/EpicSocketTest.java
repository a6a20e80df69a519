package org.trimtab.drivers.epic;

import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedEpic;
import org.trimtab.drivers.tck.SocketContract;

class EpicSocketTest extends SocketContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedEpic();
    }
}
