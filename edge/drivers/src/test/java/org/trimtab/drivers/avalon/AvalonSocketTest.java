package org.trimtab.drivers.avalon;

import org.trimtab.drivers.tck.RecordedAvalon;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.SocketContract;

class AvalonSocketTest extends SocketContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedAvalon();
    }
}
