package org.trimtab.drivers.luxos;

import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedLuxos;
import org.trimtab.drivers.tck.SocketContract;

class LuxosSocketTest extends SocketContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedLuxos();
    }
}
