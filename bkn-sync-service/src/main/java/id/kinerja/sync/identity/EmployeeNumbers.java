package id.kinerja.sync.identity;

import id.kinerja.sync.registry.Nip;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Who is a civil servant with a well-formed number, as the roster last said. */
public interface EmployeeNumbers {

    /** The numbers of these employees; those who have none, or are no civil servants, are left out. */
    Map<String, Nip> numbers(Collection<String> employeeIds);

    /** The employee ids behind a number: none, one, or several where the roster names it twice. */
    List<String> withNumber(Nip number);
}
