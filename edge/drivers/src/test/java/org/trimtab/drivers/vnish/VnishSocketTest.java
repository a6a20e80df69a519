package org.trimtab.drivers.vnish;

import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedVnish;
import org.trimtab.drivers.tck.SocketContract;

class VnishSocketTest extends SocketContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedVnish();
    }
}
