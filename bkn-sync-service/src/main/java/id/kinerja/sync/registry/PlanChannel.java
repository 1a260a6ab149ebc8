package id.kinerja.sync.registry;

/**
 * The way of agreed plans and shared observations to e-Kinerja; no official one is publicly known.
 *
 * <p>The installation chooses: <em>push</em> hands them to an intake, under an assumed contract; <em>pull</em> and
 * <em>hold</em> keep them here and say so. Handing over the same plan or observation again replaces it.
 */
public interface PlanChannel {

    PlanOutcome offer(AgreedPlan plan);

    PlanOutcome offer(SharedObservation observation);
}
