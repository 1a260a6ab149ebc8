package id.kinerja.assessment.rating;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One of the plans of a person for a period: one, unless the person has changed school or role within it.
 *
 * @param npsn school it is for; null for people outside a school
 * @param coversFrom first day it is for; null where planning has not said so
 * @param coversUntil last day it was for; null while it goes on to the end of the period
 * @param months how many months of the period it is for; null where planning has not said so
 * @param approvalMode {@code DECIDED}, or {@code AUTOMATIC} where the office's policy approved it and nobody decided; null
 *     where planning has not said so
 * @param approverCapacity in what capacity it was approved; null where planning has not said so
 */
record PlanPart(
        String planId,
        @Nullable String npsn,
        @Nullable LocalDate coversFrom,
        @Nullable LocalDate coversUntil,
        @Nullable Integer months,
        @Nullable String approvalMode,
        @Nullable String approverCapacity) {}
