package id.kinerja.sync.identity;

import id.kinerja.sync.remedy.Trouble;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the check of a person found wrong.
 *
 * @param npsn the person's school; null for those of an office
 * @param details codes of what exactly differs
 * @param at when it was last found so
 */
record IdentityFinding(String employeeId, @Nullable String npsn, Trouble trouble, List<String> details, Instant at) {}
