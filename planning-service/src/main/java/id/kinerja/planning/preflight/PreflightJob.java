package id.kinerja.planning.preflight;

import com.mongodb.MongoException;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.LeasedJobs;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.planning.preflight.Preflight.Status;
import id.kinerja.planning.preflight.PreflightReports.Report;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Checks the schools of a regency, some at a time; after a crash any instance goes on where the lease ran out. */
@Component
class PreflightJob {

    private static final Logger log = LoggerFactory.getLogger(PreflightJob.class);

    /** Schools between two writes of the job. */
    private static final int CHUNK = 20;

    private final SchoolChecks checks;
    private final PreflightReports reports;
    private final Clock clock;
    private final LeasedJobs<Preflight> jobs;

    PreflightJob(AggregateStore<Preflight> preflights, SchoolChecks checks, PreflightReports reports, Clock clock) {
        this.checks = checks;
        this.reports = reports;
        this.clock = clock;
        this.jobs = new LeasedJobs<>(preflights, clock);
    }

    @Scheduled(fixedDelayString = "${kinerja.preflights.poll-interval:1s}")
    void work() {
        try {
            jobs.workOff(Status.RUNNING, this::completed);
        } catch (MongoException | DataAccessException e) {
            log.warn("preflights wait for the database: {}", e.getClass().getName());
        }
    }

    /** @return null if another instance has taken over */
    private @Nullable Stored<Preflight> completed(Stored<Preflight> leased) {
        @Nullable Stored<Preflight> job = leased;
        while (job != null && !job.state().unchecked().isEmpty()) {
            var unchecked = job.state().unchecked();
            var chunk = unchecked.subList(0, Math.min(CHUNK, unchecked.size()));
            var found = checks.of(chunk, job.state().periodId()).stream()
                    .map(check -> new Report(check.npsn(), check.findings()))
                    .toList();
            reports.keep(job.id(), found);
            var findings = found.stream().map(Report::findings).toList();
            job = jobs.changed(job, job.state().found(findings, jobs.leaseEnd()));
        }
        return job == null ? null : jobs.changed(job, job.state().completed(clock.instant()));
    }
}
