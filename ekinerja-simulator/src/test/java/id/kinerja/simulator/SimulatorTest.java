package id.kinerja.simulator;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** One running simulator for all tests, emptied before each, with the cast known and a client signed in. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class SimulatorTest {

    static final String SAVE = SimulatorClient.API + "/skp22/save";
    static final String DATA_UTAMA = SimulatorClient.API + "/pns/data-utama/";
    static final String ANNUAL_LIST = SimulatorClient.API + "/pns/rw-skp22/";

    @LocalServerPort
    private int port;

    SimulatorClient bkn = new SimulatorClient(0);

    @BeforeEach
    void emptySimulator() {
        bkn = new SimulatorClient(port);
        bkn.control("POST", "/reset");
        bkn.control("POST", "/persons", Cast.persons());
        bkn.signedIn();
        bkn.control("DELETE", "/journal");
    }

    SimulatorClient anonymous() {
        return new SimulatorClient(port);
    }
}
