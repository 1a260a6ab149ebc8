package id.kinerja.kit.regulation;

import java.util.List;
import java.util.stream.Collectors;

/**
 * At least one pack is broken: the service does not start, and says everything that is wrong with file and line, in
 * Indonesian and in English.
 */
public final class BrokenPackException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<PackFault> faults;

    BrokenPackException(List<PackFault> faults) {
        super(faults.stream()
                .map(PackFault::toString)
                .collect(Collectors.joining("\n", PackTexts.inBoth("pack-check.broken") + "\n", "")));
        this.faults = List.copyOf(faults);
    }

    public List<PackFault> faults() {
        return faults;
    }
}
