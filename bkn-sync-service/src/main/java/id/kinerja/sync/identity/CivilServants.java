package id.kinerja.sync.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The civil servants of the roster, of whom alone e-Kinerja can hold anything, in the order of their employee ids. */
public interface CivilServants {

    /** @param employeeId the last one seen, or null to begin */
    List<String> after(@Nullable String employeeId, int limit);

    long count();
}
