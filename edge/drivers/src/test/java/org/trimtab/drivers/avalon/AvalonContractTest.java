package org.trimtab.drivers.avalon;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedAvalon;
import org.trimtab.drivers.tck.RecordedDevice;

class AvalonContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedAvalon();
    }
}
