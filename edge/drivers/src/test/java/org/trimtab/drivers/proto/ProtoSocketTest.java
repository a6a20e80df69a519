package org.trimtab.drivers.proto;

import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedProto;
import org.trimtab.drivers.tck.SocketContract;

class ProtoSocketTest extends SocketContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedProto();
    }
}
