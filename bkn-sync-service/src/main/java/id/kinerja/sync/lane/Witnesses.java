package id.kinerja.sync.lane;

import id.kinerja.sync.registry.RegistryPerson;
import java.util.Optional;
import java.util.Set;

/** People of whom the registry is known to speak to us: by them it shows whether it still does. */
public interface Witnesses {

    /**
     * The one who was found last.
     *
     * @param doubted employee ids of those who cannot bear witness
     */
    Optional<RegistryPerson> latest(Set<String> doubted);
}
