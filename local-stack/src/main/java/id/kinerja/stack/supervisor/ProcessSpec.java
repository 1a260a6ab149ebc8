package id.kinerja.stack.supervisor;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One process of the local stack: how it is started, where it listens and how it says that it can be used.
 *
 * @param name short and unique, as an operator types it
 * @param wave processes of one wave start together, after all of the wave before can be used
 * @param command program and arguments
 * @param environment set on top of the environment of the supervisor
 * @param port where it listens
 * @param url how it is reached from this machine
 * @param readiness asked until it holds, once the process runs
 * @param log takes everything that the process prints
 */
public record ProcessSpec(
        String name,
        int wave,
        List<String> command,
        Map<String, String> environment,
        int port,
        URI url,
        Readiness readiness,
        Path log) {

    private static final String PORT_VARIABLE = "SERVER_PORT";

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The same program once more, beside the first and on a port of its own. */
    ProcessSpec secondInstance(String newName, int newPort, Map<String, String> extraEnvironment) {
        if (!environment.containsKey(PORT_VARIABLE) || !(readiness instanceof Readiness.Http(URI address))) {
            throw new IllegalArgumentException("There can be only one " + name);
        }
        var merged = new HashMap<>(environment);
        merged.put(PORT_VARIABLE, Integer.toString(newPort));
        merged.putAll(extraEnvironment);
        return new ProcessSpec(
                newName,
                wave,
                command,
                merged,
                newPort,
                moved(url, newPort),
                new Readiness.Http(moved(address, newPort)),
                log.resolveSibling(newName + ".log"));
    }

    private static URI moved(URI uri, int port) {
        return URI.create("%s://%s:%d%s".formatted(uri.getScheme(), uri.getHost(), port, uri.getRawPath()));
    }
}
