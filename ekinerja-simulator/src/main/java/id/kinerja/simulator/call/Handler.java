package id.kinerja.simulator.call;

/** What stands behind a route once the door has let a call through. */
@FunctionalInterface
public interface Handler {

    Reply handle(Call call);
}
