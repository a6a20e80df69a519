package org.trimtab.drivers.auradine;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedAuradine;
import org.trimtab.drivers.tck.RecordedDevice;

class AuradineContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedAuradine();
    }
}
