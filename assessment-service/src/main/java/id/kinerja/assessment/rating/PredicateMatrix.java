package id.kinerja.assessment.rating;

import java.util.Map;

/**
 * The 3×3 matrix that makes the predicate a pure function of the two ratings. Its cells are data, in {@code
 * predicate-matrix.yaml}; a matrix with a hole cannot be made.
 *
 * @param legalBasis instrument the matrix is drawn from, in Indonesian
 * @param source mark of the source: O official, Oc official in a copy, S secondary, I inferred
 * @param predicates by work result, then by work behaviour
 */
record PredicateMatrix(String legalBasis, String source, Map<Rating, Map<Rating, Predicate>> predicates) {

    PredicateMatrix {
        predicates = Map.copyOf(predicates);
        for (var workResult : Rating.values()) {
            for (var workBehaviour : Rating.values()) {
                cell(predicates, workResult, workBehaviour);
            }
        }
    }

    Predicate of(Rating workResult, Rating workBehaviour) {
        return cell(predicates, workResult, workBehaviour);
    }

    private static Predicate cell(
            Map<Rating, Map<Rating, Predicate>> predicates, Rating workResult, Rating workBehaviour) {
        var predicate = predicates.getOrDefault(workResult, Map.of()).get(workBehaviour);
        if (predicate == null) {
            throw new IllegalArgumentException(
                    "no predicate for work result %s and work behaviour %s".formatted(workResult, workBehaviour));
        }
        return predicate;
    }
}
