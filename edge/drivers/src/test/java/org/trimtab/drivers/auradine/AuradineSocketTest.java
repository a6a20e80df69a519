package org.trimtab.drivers.auradine;

import org.trimtab.drivers.tck.RecordedAuradine;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.SocketContract;

class AuradineSocketTest extends SocketContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedAuradine();
    }
}
