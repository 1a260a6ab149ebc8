package id.kinerja.planning.plan;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.planning.plan.BulkDrafting.Outcome;
import id.kinerja.planning.plan.BulkDrafting.Tally;
import id.kinerja.planning.plan.Prefilled.LeftOut;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * For whom drafts were asked for, and what became of each person. Everybody has one document under job and employee id, so
 * that a step done again counts nobody twice, and a job of any size stays small.
 */
@Component
class BulkDraftingPeople {

    private static final int AT_ONCE = 1000;

    /**
     * @param npsn the school at which the person was when the job was accepted
     * @param code why skipped; else null
     * @param fromPeriod the period whose plan the draft begins with; null unless one was looked for and found
     */
    record Person(
            String employeeId,
            String npsn,
            Outcome outcome,
            @Nullable String code,
            @Nullable String fromPeriod,
            List<LeftOut> leftOut) {

        Person {
            leftOut = List.copyOf(leftOut);
        }

        Person skipped(String why) {
            return new Person(employeeId, npsn, Outcome.SKIPPED, why, null, List.of());
        }

        Person existing() {
            return new Person(employeeId, npsn, Outcome.EXISTING, null, null, List.of());
        }

        Person created(@Nullable String from, List<LeftOut> without) {
            return new Person(employeeId, npsn, Outcome.CREATED, null, from, without);
        }
    }

    private final MongoCollection<Document> people;

    BulkDraftingPeople(MongoTemplate mongo, StartupIndexes indexes) {
        this.people = mongo.getCollection("bulkDraftingPeople");
        indexes.declare(people, Indexes.ascending("job", "_id"), new IndexOptions());
        indexes.declare(people, Indexes.ascending("job", "outcome", "_id"), new IndexOptions());
    }

    /** Before the job itself is stored: a job exists only when all it needs exists. */
    void waiting(String job, Collection<DirectoryEntry> some) {
        decided(
                job,
                some.stream()
                        .filter(one -> one.npsn() != null)
                        .map(one -> new Person(
                                one.employeeId(), String.valueOf(one.npsn()), Outcome.PENDING, null, null, List.of()))
                        .toList());
    }

    void decided(String job, List<Person> some) {
        for (int i = 0; i < some.size(); i += AT_ONCE) {
            var writes = some.subList(i, Math.min(some.size(), i + AT_ONCE)).stream()
                    .map(person -> new ReplaceOneModel<>(
                            Filters.eq("_id", job + ":" + person.employeeId()),
                            document(job, person),
                            new ReplaceOptions().upsert(true)))
                    .toList();
            people.bulkWrite(writes, new BulkWriteOptions().ordered(false));
        }
    }

    /**
     * In the order of their ids.
     *
     * @param outcome only people of whom this became; null: everybody
     * @param afterId employee id of the last one of the previous page, or null for the first page
     */
    List<Person> list(String job, @Nullable Outcome outcome, @Nullable String afterId, int limit) {
        var filters = new ArrayList<>(List.of(Filters.eq("job", job)));
        if (outcome != null) {
            filters.add(Filters.eq("outcome", outcome.name()));
        }
        if (afterId != null) {
            filters.add(Filters.gt("_id", job + ":" + afterId));
        }
        return people.find(Filters.and(filters))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(BulkDraftingPeople::person)
                .into(new ArrayList<>());
    }

    Tally tally(String job) {
        int created = 0;
        int existing = 0;
        int trimmed = 0;
        var skipped = new TreeMap<String, Integer>();
        var kinds = new Document("outcome", "$outcome").append("code", "$code").append("trimmed", "$trimmed");
        for (var group : people.aggregate(List.of(
                Aggregates.match(Filters.eq("job", job)), Aggregates.group(kinds, Accumulators.sum("people", 1))))) {
            int number = group.get("people", Number.class).intValue();
            var kind = group.get("_id", Document.class);
            switch (Outcome.valueOf(kind.getString("outcome"))) {
                case PENDING -> {}
                case CREATED -> {
                    created += number;
                    trimmed += kind.getBoolean("trimmed", false) ? number : 0;
                }
                case EXISTING -> existing += number;
                case SKIPPED -> skipped.merge(kind.getString("code"), number, Integer::sum);
            }
        }
        return new Tally(created, existing, trimmed, skipped);
    }

    private static Document document(String job, Person person) {
        return new Document("_id", job + ":" + person.employeeId())
                .append("job", job)
                .append("employeeId", person.employeeId())
                .append("npsn", person.npsn())
                .append("outcome", person.outcome().name())
                .append("code", person.code())
                .append("fromPeriod", person.fromPeriod())
                .append("trimmed", !person.leftOut().isEmpty())
                .append(
                        "leftOut",
                        person.leftOut().stream()
                                .map(left -> new Document(
                                                "section", left.section().name())
                                        .append("entry", left.entry())
                                        .append("code", left.code())
                                        .append("args", left.args()))
                                .toList());
    }

    private static Person person(Document document) {
        return new Person(
                document.getString("employeeId"),
                document.getString("npsn"),
                Outcome.valueOf(document.getString("outcome")),
                document.getString("code"),
                document.getString("fromPeriod"),
                document.getList("leftOut", Document.class).stream()
                        .map(left -> new LeftOut(
                                Section.valueOf(left.getString("section")),
                                left.getString("entry"),
                                left.getString("code"),
                                left.getList("args", String.class)))
                        .toList());
    }
}
