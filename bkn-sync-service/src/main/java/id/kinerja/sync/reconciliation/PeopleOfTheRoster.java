package id.kinerja.sync.reconciliation;

import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.sync.identity.CivilServants;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** As this service learned them from the roster: a school's from the directory, all from the identities. */
final class PeopleOfTheRoster implements People {

    private final CivilServants everybody;
    private final Directory directory;

    PeopleOfTheRoster(CivilServants everybody, Directory directory) {
        this.everybody = everybody;
        this.directory = directory;
    }

    @Override
    public List<String> after(@Nullable String npsn, @Nullable String employeeId, int limit) {
        return npsn == null
                ? everybody.after(employeeId, limit)
                : at(npsn).filter(id -> employeeId == null || id.compareTo(employeeId) > 0)
                        .limit(limit)
                        .toList();
    }

    @Override
    public long count(@Nullable String npsn) {
        return npsn == null ? everybody.count() : at(npsn).count();
    }

    private Stream<String> at(String npsn) {
        return directory.ofSchool(npsn).stream()
                .filter(entry -> entry.employmentStatus().isCivilServant())
                .map(DirectoryEntry::employeeId)
                .sorted();
    }

    @Override
    public @Nullable String schoolOf(String employeeId) {
        return directory.byId(employeeId).map(DirectoryEntry::npsn).orElse(null);
    }
}
