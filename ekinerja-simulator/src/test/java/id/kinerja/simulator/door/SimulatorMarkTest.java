package id.kinerja.simulator.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorMarkTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,true",
        "::1,true",
        "10.1.2.3,true",
        "172.18.0.4,true",
        "192.168.1.9,true",
        "fd00::1,true",
        "fe80::1,true",
        "8.8.8.8,false",
        "172.32.0.1,false",
        "2001:db8::1,false",
        "somewhere,false"
    })
    void onlyTestNetworksAreServed(String address, boolean served) {
        assertThat(SimulatorMark.isTestNetwork(address)).isEqualTo(served);
    }
}
