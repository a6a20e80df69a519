package org.trimtab.drivers.proto;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedProto;

class ProtoContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedProto();
    }
}
