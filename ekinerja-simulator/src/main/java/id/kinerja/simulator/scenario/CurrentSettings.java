package id.kinerja.simulator.scenario;

import id.kinerja.simulator.SimulatorProperties;
import id.kinerja.simulator.call.Json;
import id.kinerja.simulator.scenario.Settings.Encoding;
import id.kinerja.simulator.scenario.Settings.ForeignId;
import id.kinerja.simulator.scenario.Settings.MonthType;
import id.kinerja.simulator.scenario.Settings.NotFoundForm;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Holds the switches in force. */
@Component
public class CurrentSettings {

    private final Settings defaults;
    private volatile Settings current;

    public CurrentSettings(SimulatorProperties properties) {
        defaults = new Settings(
                properties.apimTokenSeconds(),
                properties.ssoTokenSeconds(),
                properties.ssoRefreshSeconds(),
                true,
                5,
                900,
                Encoding.FLAT,
                properties.throttleCalls(),
                properties.throttleWindowSeconds(),
                "900803",
                Encoding.WRAPPED,
                properties.suspensionSeconds(),
                NotFoundForm.HTTP_404,
                NotFoundForm.HTTP_404,
                true,
                false,
                false,
                false,
                true,
                ForeignId.NOT_FOUND,
                400,
                401,
                false,
                List.of(),
                MonthType.TEXT,
                0);
        current = defaults;
    }

    public Settings get() {
        return current;
    }

    /** Changes only the fields that the patch names; an unknown name or a wrong type is refused by the mapper. */
    public synchronized Settings patch(ObjectNode patch) {
        ObjectNode merged = Json.MAPPER.valueToTree(current);
        merged.setAll(patch);
        current = Json.STRICT.treeToValue(merged, Settings.class);
        return current;
    }

    public synchronized Settings reset() {
        current = defaults;
        return current;
    }
}
