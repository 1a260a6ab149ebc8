package id.kinerja.stack.launcher;

import id.kinerja.stack.demo.Cast;
import id.kinerja.stack.demo.Person;
import id.kinerja.stack.demo.SchoolPeriod;
import id.kinerja.stack.supervisor.Ports;
import id.kinerja.stack.supervisor.Stack;
import java.util.function.Consumer;

/** Tells the operator where the running stack is reached, and as whom. */
final class Addresses {

    private final Stack stack;
    private final Ports ports;

    Addresses(Stack stack, Ports ports) {
        this.stack = stack;
        this.ports = ports;
    }

    /** @param prefix comes before {@code ./kinerja} in what the operator may type */
    void print(Cast cast, String prefix, Consumer<String> out) {
        out.accept("");
        out.accept("  API          %s/api/v1".formatted(stack.url("gateway")));
        out.accept("  e-Kinerja    %s (a simulator; its page shows calls, faults and records)"
                .formatted(stack.url("simulator")));
        out.accept("  Issuer       %s (development only)".formatted(stack.url("issuer")));
        out.accept("  Kafka        127.0.0.1:%d".formatted(ports.of("kafka")));
        out.accept("  MongoDB      mongodb://127.0.0.1:%d/?retryWrites=false".formatted(ports.of("mongo")));
        out.accept("");
        out.accept("  %s (%s, %s)"
                .formatted(
                        cast.school().name(),
                        cast.school().npsn(),
                        cast.school().regency()));
        account(out, SchoolPeriod.OPERATOR, "operator");
        account(out, "office@dinas.belajar.id", "education office");
        account(out, "registry@bkn.go.id", "e-Kinerja, as it reads the pull feed");
        account(out, cast.officeHead(), "head of the education office");
        account(out, cast.principal(), "principal");
        cast.teachers().stream()
                .limit(4)
                .forEach(teacher -> account(
                        out, teacher, "teacher, " + teacher.status().name().replace('_', '-')));
        if (cast.teachers().size() > 4) {
            out.accept("  and %d more teachers".formatted(cast.teachers().size() - 4));
        }
        out.accept("");
        out.accept("  curl -H \"Authorization: Bearer $(%s./kinerja token %s)\" %s/api/v1/me"
                .formatted(prefix, cast.principal().account(), stack.url("gateway")));
        out.accept("");
    }

    private static void account(Consumer<String> out, Person person, String role) {
        account(out, person.account(), "%s, %s".formatted(person.name(), role));
    }

    private static void account(Consumer<String> out, String account, String who) {
        out.accept("  %-36s %s".formatted(account, who));
    }
}
