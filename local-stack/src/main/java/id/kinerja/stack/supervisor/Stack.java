package id.kinerja.stack.supervisor;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The running local system: Kafka, the MongoDB wire server, the development issuer, the e-Kinerja simulator, the
 * services and the gateway, each in a process of its own.
 *
 * <pre>{@code
 * try (var stack = Stack.of(Installation.find()).home(temporaryDirectory).ports(Ports.free()).start()) {
 *     stack.process("planning").kill();
 *     stack.process("planning").restart();
 *     call(stack.url("gateway"));
 * }
 * }</pre>
 *
 * <p>The processes are called kafka, mongo, issuer, simulator, planning, observation, assessment, bkn-sync and gateway.
 * They end with {@link #close}, at the latest with this virtual machine.
 */
public final class Stack implements AutoCloseable {

    private final List<ManagedProcess> processes = new CopyOnWriteArrayList<>();
    private final Map<String, ProcessSpec> specs = new HashMap<>();
    private final Map<String, Backoff> backoffs = new ConcurrentHashMap<>();
    private final StackListener listener;
    private final boolean restartsDied;
    private final Thread hook = new Thread(this::endAll, "stop the stack");
    private volatile boolean running;
    private volatile boolean closing;

    private Stack(StackListener listener, boolean restartsDied) {
        this.listener = listener;
        this.restartsDied = restartsDied;
    }

    /** What to start, and how. */
    public static final class Settings {

        private final Installation installation;
        private Path home;
        private Ports ports = Ports.configured(Map.of(), null);
        private StackListener listener = StackListener.SILENT;
        private boolean restartsDied;
        private boolean startupCaches = true;
        private Set<String> only = Set.of();
        private final Map<String, Map<String, String>> environment = new HashMap<>();

        private Settings(Installation installation) {
            this.installation = installation;
            this.home = installation.root().resolve(".kinerja");
        }

        /** The directory for {@code data} and {@code logs}; {@code .kinerja} in the repository unless given. */
        public Settings home(Path directory) {
            this.home = directory;
            return this;
        }

        /** Where to listen; the documented ports unless given. */
        public Settings ports(Ports chosen) {
            this.ports = chosen;
            return this;
        }

        /** Is told what happens. */
        public Settings listener(StackListener told) {
            this.listener = told;
            return this;
        }

        /** Starts a process again when it ends by itself, after a growing pause; off unless asked for. */
        public Settings restartDied() {
            this.restartsDied = true;
            return this;
        }

        /** Uses start-up caches where they exist, but makes none. */
        public Settings withoutTraining() {
            this.startupCaches = false;
            return this;
        }

        /** Sets environment variables of one process, over the ones that it has anyway. */
        public Settings environment(String process, Map<String, String> variables) {
            environment.merge(process, variables, (before, added) -> {
                var both = new HashMap<>(before);
                both.putAll(added);
                return both;
            });
            return this;
        }

        /** Gives every service regulation packs beside those that come with it. */
        public Settings regulations(Path directory) {
            var named = Map.of("KINERJA_REGULATIONS_DIRECTORY", directory.toString());
            List.of("planning", "observation", "assessment", "bkn-sync").forEach(name -> environment(name, named));
            return this;
        }

        /** Starts these processes and no others. */
        public Settings only(String... processes) {
            this.only = Set.of(processes);
            return this;
        }

        /** Starts everything, or what {@link #only} names, and returns when it can be used. */
        public Stack start() throws StackFailure {
            var taken = ports.taken();
            if (!taken.isEmpty()) {
                throw StackFailure.portsTaken(taken);
            }
            var images = new Images(installation.images(), startupCaches, listener::preparing);
            var topology = new Topology(installation, images, ports, home, environment);
            var specs = images.alone(topology::specs).stream()
                    .filter(spec -> only.isEmpty() || only.contains(spec.name()))
                    .toList();
            return Stack.start(specs, listener, restartsDied);
        }
    }

    /** A stack of what has been built there; nothing runs before {@link Settings#start}. */
    public static Settings of(Installation installation) {
        return new Settings(installation);
    }

    /** Starts the given processes wave by wave. */
    static Stack start(List<ProcessSpec> specs, StackListener listener, boolean restartsDied) throws StackFailure {
        var stack = new Stack(listener, restartsDied);
        Runtime.getRuntime().addShutdownHook(stack.hook);
        var byWave = new TreeMap<Integer, List<ManagedProcess>>();
        for (var spec : specs) {
            byWave.computeIfAbsent(spec.wave(), wave -> new ArrayList<>()).add(stack.add(spec));
        }
        listener.planned(stack.processes());
        try {
            for (var wave : byWave.values()) {
                stack.startWave(wave);
            }
        } catch (StackFailure failure) {
            stack.close();
            throw failure;
        }
        stack.running = true;
        return stack;
    }

    /** All processes, in the order in which they were started. */
    public List<ManagedProcess> processes() {
        return List.copyOf(processes);
    }

    /** One process by its name. */
    public ManagedProcess process(String name) {
        return processes.stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No process is called " + name));
    }

    /** Where a process is reached. */
    public URI url(String name) {
        return process(name).url();
    }

    /** Starts a second instance of a service on a free port and waits until it can be used: {@code planning-2}. */
    public ManagedProcess startAnother(String name) throws StackFailure {
        return startAnother(name, Map.of());
    }

    /** As {@link #startAnother(String)}, with environment variables of its own. */
    public ManagedProcess startAnother(String name, Map<String, String> environment) throws StackFailure {
        var spec = specs.get(name);
        if (spec == null) {
            throw new IllegalArgumentException("No process is called " + name);
        }
        var number = 2;
        while (specs.containsKey(name + "-" + number)) {
            number++;
        }
        var another = add(spec.secondInstance(name + "-" + number, Ports.freePort(), environment));
        listener.starting(another);
        var since = System.nanoTime();
        another.start();
        listener.ready(another, sinceNanos(since));
        return another;
    }

    /** Ends all processes in the reverse order of their start; does nothing when that has been done. */
    @Override
    public void close() {
        endAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The virtual machine is going down: the hook runs, or has run, on its own.
        }
    }

    private ManagedProcess add(ProcessSpec spec) throws StackFailure {
        keepOneOldLog(spec.log());
        var process = new ManagedProcess(spec, this::onDeath);
        specs.put(spec.name(), spec);
        processes.add(process);
        return process;
    }

    private void startWave(List<ManagedProcess> wave) throws StackFailure {
        var since = System.nanoTime();
        for (var process : wave) {
            launch(process);
            listener.starting(process);
        }
        var waiting = new ArrayList<>(wave);
        while (true) {
            for (var process : List.copyOf(waiting)) {
                if (process.probe()) {
                    waiting.remove(process);
                    listener.ready(process, sinceNanos(since));
                } else if (sinceNanos(since).compareTo(ManagedProcess.START_LIMIT) > 0) {
                    throw StackFailure.tooSlow(process, ManagedProcess.START_LIMIT);
                }
            }
            if (waiting.isEmpty()) {
                return;
            }
            ManagedProcess.pause();
        }
    }

    /** Nothing starts once the end has begun. */
    private synchronized void launch(ManagedProcess process) throws StackFailure {
        if (closing) {
            throw StackFailure.interrupted();
        }
        process.launch();
    }

    private void onDeath(ManagedProcess process) {
        if (running && !closing && restartsDied) {
            Thread.ofVirtual().name("restart " + process.name()).start(() -> revive(process));
        }
    }

    private void revive(ManagedProcess process) {
        var uptime = process.lastStart()
                .map(start -> Duration.between(start, Instant.now()))
                .orElse(Duration.ZERO);
        var pause =
                backoffs.computeIfAbsent(process.name(), name -> new Backoff()).next(uptime);
        listener.died(process, pause);
        try {
            Thread.sleep(pause);
            if (process.state() != ManagedProcess.State.DIED) {
                return; // somebody has taken it in hand
            }
            var since = System.nanoTime();
            process.countRestart();
            launch(process);
            listener.starting(process);
            process.awaitReady(ManagedProcess.START_LIMIT);
            listener.ready(process, sinceNanos(since));
        } catch (StackFailure failure) {
            if (!closing) {
                // Its renewed death brings the next attempt; one that hangs is ended to the same effect.
                listener.failed(process, failure);
                process.crash();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endAll() {
        synchronized (this) {
            closing = true;
        }
        synchronized (processes) {
            var waves = new TreeMap<Integer, List<ManagedProcess>>(Comparator.reverseOrder());
            for (var process : processes) {
                var wave = specs.get(process.name());
                if (process.pid().isPresent() && wave != null) {
                    waves.computeIfAbsent(wave.wave(), number -> new ArrayList<>())
                            .add(process);
                }
            }
            waves.values().forEach(this::endWave);
        }
    }

    private void endWave(List<ManagedProcess> wave) {
        var threads = wave.stream()
                .map(process -> Thread.ofPlatform()
                        .name("stop " + process.name())
                        .start(() -> {
                            listener.stopping(process);
                            process.stop();
                            listener.stopped(process);
                        }))
                .toList();
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void keepOneOldLog(Path log) throws StackFailure {
        try {
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new StackFailure("Could not put %s aside: %s".formatted(log, e.getMessage()));
        }
    }

    private static Duration sinceNanos(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
