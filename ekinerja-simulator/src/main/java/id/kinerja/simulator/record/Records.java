package id.kinerja.simulator.record;

import id.kinerja.simulator.SimulatorProperties;
import id.kinerja.simulator.record.NewestResults.Result;
import id.kinerja.simulator.record.Stored.AnnualRecord;
import id.kinerja.simulator.record.Stored.Document;
import id.kinerja.simulator.record.Stored.DocumentFile;
import id.kinerja.simulator.record.Stored.ObservationRecord;
import id.kinerja.simulator.record.Stored.PeriodicRecord;
import id.kinerja.simulator.record.Stored.Person;
import id.kinerja.simulator.record.Stored.PlanRecord;
import id.kinerja.simulator.record.Stored.Removed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The one place where the simulator keeps what it was told. Reads see the newest state; {@link #change} decides and
 * writes under one lock, and returns only when the change is on disk, where a folder is configured.
 */
@Component
public class Records implements DisposableBean {

    /** What a decision may look at and what it writes; everything it puts is written together. */
    public final class Change {

        private final List<Stored> put = new ArrayList<>();

        private Change() {}

        public Records now() {
            return Records.this;
        }

        public void put(Stored stored) {
            put.add(stored);
        }
    }

    /** How much is held. */
    public record Counts(
            int persons, int annual, long annualSaves, int periodic, int plans, int observations, int documents) {}

    private final @Nullable RecordFile file;
    private final Path documentFolder;
    private final Map<String, Person> persons = new LinkedHashMap<>();
    private final Map<String, String> nipByBknId = new HashMap<>();
    private final Map<String, SortedMap<Integer, AnnualRecord>> annualByPerson = new LinkedHashMap<>();
    private final Map<String, AnnualRecord> annualById = new HashMap<>();
    private final Map<String, PeriodicRecord> periodic = new LinkedHashMap<>();
    private final Map<String, PlanRecord> plans = new LinkedHashMap<>();
    private final Map<String, ObservationRecord> observations = new LinkedHashMap<>();
    private final Map<String, DocumentFile> documents = new LinkedHashMap<>();
    private final NewestResults newest = new NewestResults();

    public Records(SimulatorProperties properties) {
        try {
            if (properties.data().isBlank()) {
                file = null;
                documentFolder = Files.createTempDirectory("ekinerja-simulator-");
            } else {
                Path folder = Path.of(properties.data());
                file = new RecordFile(folder);
                file.replay(this::apply, this::everything);
                documentFolder = Files.createDirectories(folder.resolve("documents"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Decides and writes in one step; the answer is returned when the write is durable. */
    public <T> T change(Function<Change, T> decision) {
        T answer;
        long ticket = 0;
        synchronized (this) {
            Change change = new Change();
            answer = decision.apply(change);
            if (!change.put.isEmpty()) {
                if (file != null) {
                    ticket = file.append(change.put);
                }
                change.put.forEach(this::apply);
            }
        }
        if (file != null && ticket > 0) {
            file.awaitDurable(ticket);
        }
        return answer;
    }

    public synchronized Optional<Person> person(String nip) {
        return Optional.ofNullable(persons.get(nip));
    }

    public synchronized Optional<Person> personByBknId(String bknId) {
        return Optional.ofNullable(nipByBknId.get(bknId)).map(persons::get);
    }

    public synchronized Optional<AnnualRecord> annual(String bknPersonId, int year) {
        return Optional.ofNullable(annualByPerson.get(bknPersonId)).map(years -> years.get(year));
    }

    public synchronized Optional<AnnualRecord> annual(String recordId) {
        return Optional.ofNullable(annualById.get(recordId));
    }

    public synchronized List<AnnualRecord> annualOf(Person person) {
        SortedMap<Integer, AnnualRecord> years = annualByPerson.get(person.bknId());
        return years == null ? List.of() : List.copyOf(years.values());
    }

    public synchronized Optional<PeriodicRecord> periodic(String recordId) {
        return Optional.ofNullable(periodic.get(recordId));
    }

    public synchronized List<PeriodicRecord> periodicOf(Person person) {
        return periodic.values().stream()
                .filter(r -> r.bknPersonId().equals(person.bknId()))
                .toList();
    }

    public synchronized Optional<PlanRecord> plan(String planId) {
        return Optional.ofNullable(plans.get(planId));
    }

    public synchronized Optional<ObservationRecord> observation(String cycleId) {
        return Optional.ofNullable(observations.get(cycleId));
    }

    public synchronized Optional<DocumentFile> document(String uri) {
        return Optional.ofNullable(documents.get(uri));
    }

    /** Whose record this is, annual or periodic. */
    public synchronized Optional<String> ownerOf(String recordId) {
        return annual(recordId)
                .map(AnnualRecord::nip)
                .or(() -> periodic(recordId).map(PeriodicRecord::nip));
    }

    public synchronized List<Person> persons() {
        return List.copyOf(persons.values());
    }

    public synchronized List<AnnualRecord> annual() {
        return annualByPerson.values().stream()
                .flatMap(years -> years.values().stream())
                .toList();
    }

    public synchronized List<PeriodicRecord> periodic() {
        return List.copyOf(periodic.values());
    }

    public synchronized List<PlanRecord> plans() {
        return List.copyOf(plans.values());
    }

    public synchronized List<ObservationRecord> observations() {
        return List.copyOf(observations.values());
    }

    /** The results that were written last, newest first. */
    public synchronized List<Result> newest() {
        return newest.list();
    }

    public synchronized Counts counts() {
        return new Counts(
                persons.size(),
                annualById.size(),
                annualById.values().stream().mapToLong(AnnualRecord::saves).sum(),
                periodic.size(),
                plans.size(),
                observations.size(),
                documents.size());
    }

    /** Keeps a document's bytes and returns how BKN names it. */
    public Document keepDocument(String type, String name, byte[] content) {
        String fileName = UUID.randomUUID() + ".pdf";
        Document document = new Document(
                type, name, "peremajaan/simulator/" + type + "_" + fileName, "peremajaan", "simulator_" + fileName);
        try {
            Files.write(documentFolder.resolve(fileName), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return change(change -> {
            change.put(new DocumentFile(document, fileName));
            return document;
        });
    }

    public byte[] content(DocumentFile document) {
        try {
            return Files.readAllBytes(documentFolder.resolve(document.fileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a document under its type into an annual or periodic record; false when there is no such record. */
    public boolean attach(String recordId, Document document) {
        return change(change -> {
            Optional<AnnualRecord> annual = annual(recordId);
            Optional<PeriodicRecord> other = periodic(recordId);
            annual.ifPresent(r -> change.put(r.with(added(r.documents(), document))));
            other.ifPresent(r -> change.put(r.with(added(r.documents(), document))));
            return annual.isPresent() || other.isPresent();
        });
    }

    /** Forgets everything, on disk too. */
    public synchronized void clear() {
        documents.values().forEach(document -> {
            try {
                Files.deleteIfExists(documentFolder.resolve(document.fileName()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Stream.of(persons, nipByBknId, annualByPerson, annualById, periodic, plans, observations, documents)
                .forEach(Map::clear);
        newest.clear();
        if (file != null) {
            file.rewrite(List.of());
        }
    }

    @Override
    public void destroy() throws IOException {
        if (file != null) {
            file.close();
        } else {
            clear();
            Files.deleteIfExists(documentFolder);
        }
    }

    private void apply(Stored stored) {
        switch (stored) {
            case Person p -> {
                Person old = persons.put(p.nip(), p);
                if (old != null) {
                    nipByBknId.remove(old.bknId());
                }
                nipByBknId.put(p.bknId(), p.nip());
            }
            case AnnualRecord r -> {
                AnnualRecord old = annualByPerson
                        .computeIfAbsent(r.bknPersonId(), id -> new TreeMap<>())
                        .put(r.year(), r);
                if (old != null) {
                    annualById.remove(old.recordId());
                }
                annualById.put(r.recordId(), r);
                newest.replace(old == null ? null : Result.of(old), Result.of(r));
            }
            case PeriodicRecord r -> {
                PeriodicRecord old = periodic.put(r.recordId(), r);
                newest.replace(old == null ? null : Result.of(old), Result.of(r));
            }
            case PlanRecord r -> plans.put(r.planId(), r);
            case ObservationRecord r -> observations.put(r.cycleId(), r);
            case DocumentFile d -> documents.put(d.document().dok_uri(), d);
            case Removed r -> {
                periodic.remove(r.recordId());
                AnnualRecord annual = annualById.remove(r.recordId());
                if (annual != null) {
                    annualByPerson
                            .getOrDefault(annual.bknPersonId(), new TreeMap<>())
                            .remove(annual.year());
                }
                newest.startAgain(Stream.concat(
                        annualById.values().stream().map(Result::of),
                        periodic.values().stream().map(Result::of)));
            }
        }
    }

    private Collection<Stored> everything() {
        List<Stored> all = new ArrayList<>(persons.values());
        all.addAll(annualById.values());
        all.addAll(periodic.values());
        all.addAll(plans.values());
        all.addAll(observations.values());
        all.addAll(documents.values());
        return all;
    }

    private static Map<String, Document> added(Map<String, Document> documents, Document one) {
        Map<String, Document> more = new LinkedHashMap<>(documents);
        more.put(one.dok_id(), one);
        return more;
    }
}
