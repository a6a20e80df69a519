package org.trimtab.drivers.proto;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedProto;
import org.trimtab.drivers.tck.RecordedDevice;

class ProtoContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedProto();
    }
}
