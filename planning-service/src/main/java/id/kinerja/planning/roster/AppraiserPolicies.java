package id.kinerja.planning.roster;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All policies there are, read at once to be asked for many people. */
final class AppraiserPolicies {

    /** One for each school of a large province, and more. */
    private static final int MOST = 20_000;

    private final Map<String, AppraiserPolicy> byScope = new HashMap<>();

    private AppraiserPolicies() {}

    static AppraiserPolicies in(AggregateStore<AppraiserPolicy> store) {
        var all = new AppraiserPolicies();
        store.list(Filters.empty(), null, MOST).forEach(stored -> all.byScope.put(stored.id(), stored.state()));
        return all;
    }

    boolean anyOfARegency() {
        return byScope.keySet().stream().anyMatch(scope -> scope.startsWith(AppraiserPolicy.OF_REGENCY));
    }

    /** What holds at a school, or outside of schools; the narrowest policy counts. */
    AppraiserPolicy at(@Nullable String npsn, @Nullable String regency) {
        return Optional.ofNullable(byScope.get(AppraiserPolicy.OF_SCHOOL + npsn))
                .or(() -> Optional.ofNullable(byScope.get(AppraiserPolicy.OF_REGENCY + regency)))
                .or(() -> Optional.ofNullable(byScope.get(AppraiserPolicy.DEFAULT)))
                .orElseGet(AppraiserPolicy::unchosen);
    }
}
