// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.AtExit;
import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.Ports;
import io.github.nifiuserimport.runtime.StartException;
import io.github.nifiuserimport.runtime.quickstart.Settings.GivenFile;
import io.github.nifiuserimport.runtime.quickstart.Settings.GivenPorts;
import io.github.nifiuserimport.runtime.rest.RestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command line of {@code ./quickstart}. Its help is the file {@code usage.txt}, which the
 * script prints without a build.
 */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        versionProvider = Quickstart.Version.class)
public final class Quickstart implements Callable<Integer> {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int WRONG_USE = 2;

    private static final int MAX_PORT = 65535;
    private static final int MAX_NODES = 5;

    private static final String USAGE = "usage.txt";

    @Parameters(arity = "0..*", paramLabel = "FILE.csv")
    private List<String> files = new ArrayList<>();

    @Option(names = "--once")
    private boolean once;

    @Option(names = "--dump", paramLabel = "FILE")
    private Path dump;

    @Option(names = "--data", paramLabel = "DIR")
    private Path data;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "1")
    private int nodes;

    @Option(names = "--http-port", paramLabel = "PORT")
    private int httpPort;

    @Option(names = "--app-id", paramLabel = "ID", defaultValue = "default")
    private String appId;

    @Option(names = "--app-key", paramLabel = "KEY")
    private String appKey;

    @Option(names = "--gcs-url", paramLabel = "URL")
    private URI gcsUrl;

    @Option(names = "--gcs-credentials", paramLabel = "FILE")
    private Path gcsCredentials;

    @Option(names = "--gcs-bucket", paramLabel = "BUCKET")
    private String gcsBucket;

    @Option(names = "--nars", paramLabel = "DIR")
    private List<Path> nars = new ArrayList<>();

    @Option(names = "--nifi-port", paramLabel = "PORT")
    private int nifiPort;

    @Option(names = "--db-port", paramLabel = "PORT")
    private int databasePort;

    @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "1g")
    private String heap;

    @Spec private CommandSpec spec;

    private final Console console = new Console(Integer.getInteger("quickstart.columns", 0));

    public static void main(final String[] arguments) {
        final CommandLine line = commandLine();
        final int code = line.execute(arguments);
        AtExit.parkIfEnding();
        System.exit(code);
    }

    static CommandLine commandLine() {
        final CommandLine line = AttachedValues.takeAsTheyAre(new CommandLine(new Quickstart()));
        line.setHelpSectionKeys(List.of(USAGE));
        line.getHelpSectionMap().put(USAGE, help -> usage());
        line.setParameterExceptionHandler((e, given) -> refuse(e.getMessage()));
        line.setExecutionExceptionHandler((e, command, parsed) -> explain(e));
        return line;
    }

    @Override
    public Integer call() throws Exception {
        final List<GivenFile> given = checkedFiles();
        checkOptions();
        final KilledRuns killed = new KilledRuns(console);
        killed.cleanTemporary();
        if (data != null) {
            killed.cleanKept(data.toAbsolutePath());
        }
        checkPortsAreFree();
        final Settings settings =
                new Settings(
                        given,
                        dump,
                        once,
                        nars,
                        heap,
                        nodes,
                        new GivenPorts(nifiPort, databasePort, httpPort),
                        appId,
                        appKey,
                        gcs());
        try (Workspace workspace =
                data == null ? Workspace.temporary() : Workspace.kept(data.toAbsolutePath())) {
            workspace.checkNodes(nodes);
            return new Run(console, workspace, settings).run();
        }
    }

    /** Before anything starts: all that can be known to be wrong. */
    private void checkOptions() {
        for (final Path folder : nars) {
            if (!Files.isDirectory(folder) || !holdsNar(folder)) {
                throw usageError("--nars " + folder + ": not a folder with NARs in it");
            }
        }
        checkGiven("--dump", dump, "give a file");
        if (dump != null) {
            final Path parent = dump.toAbsolutePath().getParent();
            if (Files.isDirectory(dump) || parent == null || !Files.isWritable(parent)) {
                throw usageError("--dump " + dump + ": no file can be written there");
            }
        }
        if (nodes < 1 || nodes > MAX_NODES) {
            throw usageError("--nodes " + nodes + ": give a number from 1 to " + MAX_NODES);
        }
        if (!heap.matches("[1-9][0-9]*[kKmMgG]")) {
            throw usageError("--heap " + heap + ": give a size like 512m or 2g");
        }
        MemoryCheck.check(nodes, heap);
        checkPort("--nifi-port", nifiPort);
        checkPort("--db-port", databasePort);
        checkPort("--http-port", httpPort);
        checkGiven("--data", data, "give a folder");
        if (!appId.matches("[\\w.-]+")) {
            throw usageError("--app-id " + appId + ": only letters, digits, . _ and - are allowed");
        }
        if (appKey != null && !appKey.matches("[!-~]+")) {
            throw usageError(
                    "--app-key: only ASCII letters, digits and punctuation are allowed, no spaces");
        }
    }

    /** How Google Cloud Storage is reached, checked. */
    private Gcs gcs() {
        final Gcs gcs =
                new Gcs(
                        gcsUrl,
                        gcsCredentials == null ? null : gcsCredentials.toAbsolutePath(),
                        gcsBucket);
        if (gcsUrl != null
                && (gcsUrl.getHost() == null
                        || !String.valueOf(gcsUrl.getScheme()).matches("https?"))) {
            throw usageError(
                    "--gcs-url " + gcsUrl + ": give an address like http://127.0.0.1:4443");
        }
        if (gcsCredentials != null
                && (!Files.isReadable(gcsCredentials) || Files.isDirectory(gcsCredentials))) {
            throw usageError(
                    "--gcs-credentials " + gcsCredentials + ": no such file, or not readable");
        }
        checkGiven("--gcs-bucket", gcsBucket, "name a bucket");
        if (gcsBucket != null && !gcs.isLive()) {
            throw usageError(
                    "--gcs-bucket " + gcsBucket + ": also give --gcs-url or --gcs-credentials");
        }
        final List<Path> folders = new ArrayList<>(nars);
        folders.add(Installation.nifiLib());
        if (gcs.isLive() && !Gcs.isIn(folders)) {
            throw usageError(
                    (gcsUrl == null ? "--gcs-credentials" : "--gcs-url")
                            + ": this needs NiFi's GCP NARs, nifi-gcp-nar and"
                            + " nifi-gcp-services-api-nar. Give the folder they are in with --nars");
        }
        return gcs;
    }

    private void checkPort(final String option, final int port) {
        if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
            if (port < 1 || port > MAX_PORT) {
                throw usageError(option + " " + port + ": ports go from 1 to " + MAX_PORT);
            }
        }
    }

    /** Once nothing of a run that was killed has them any more. */
    private void checkPortsAreFree() {
        checkIsFree("--nifi-port", nifiPort);
        checkIsFree("--db-port", databasePort);
        checkIsFree("--http-port", httpPort);
    }

    private void checkIsFree(final String option, final int port) {
        if (port != 0 && !Ports.isFree(port)) {
            throw usageError(option + " " + port + ": the port is already in use");
        }
    }

    /** A script's variable without a value must not become the folder it runs in. */
    private void checkGiven(final String option, final Object value, final String advice) {
        if (value != null && value.toString().isBlank()) {
            throw usageError(option + " is empty: " + advice);
        }
    }

    private List<GivenFile> checkedFiles() throws IOException {
        final List<GivenFile> checked = new ArrayList<>();
        for (final String file : files) {
            final GivenFile given = new GivenFile(file, checkedFile(file));
            for (final GivenFile other : checked) {
                if (Files.isSameFile(given.path(), other.path())) {
                    throw usageError(
                            (file.equals(other.name())
                                            ? file + " is given twice"
                                            : file + " and " + other.name() + " are the same file")
                                    + ": name it once, or its increments and events would be counted twice");
                }
            }
            checked.add(given);
        }
        return checked;
    }

    private Path checkedFile(final String file) throws IOException {
        if (file.isBlank()) {
            throw usageError("an empty FILE: name a file, or none for the sample");
        }
        final Path path;
        try {
            path = Path.of(file);
        } catch (final InvalidPathException e) {
            throw usageError(file + ": not a file name: " + e.getReason());
        }
        if (!Files.exists(path)) {
            throw usageError(file + ": no such file");
        }
        if (Files.isDirectory(path)) {
            throw usageError(file + ": a folder; name the files in it, such as " + path + "/*.csv");
        }
        if (!Files.isReadable(path)) {
            throw usageError(file + ": not readable");
        }
        if (dump != null && Files.exists(dump) && Files.isSameFile(path, dump)) {
            throw usageError(file + ": --dump would write over it");
        }
        if (data != null && isIn(path, data.resolve("inbox"))) {
            throw usageError(file + ": already in the inbox; it is imported without being named");
        }
        return path.toAbsolutePath();
    }

    private static boolean isIn(final Path file, final Path folder) throws IOException {
        return Files.isDirectory(folder)
                && folder.toRealPath().equals(file.toRealPath().getParent());
    }

    private static boolean holdsNar(final Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.anyMatch(entry -> entry.toString().endsWith(".nar"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ParameterException usageError(final String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static String usage() {
        try (InputStream text = Quickstart.class.getResourceAsStream(USAGE)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int refuse(final String message) {
        System.err.println("quickstart: " + message);
        System.err.println("See ./quickstart --help.");
        return WRONG_USE;
    }

    /** What went wrong, in words where the words are ours. */
    private static int explain(final Exception e) {
        AtExit.parkIfEnding();
        if (e instanceof UsageException) {
            return refuse(e.getMessage());
        }
        if (e instanceof StartException || e instanceof RestException) {
            System.err.println(e.getMessage());
        } else if (e instanceof SQLException) {
            System.err.println("PostgreSQL: " + e.getMessage());
        } else {
            e.printStackTrace();
        }
        return FAILED;
    }

    /** The bundle's version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            final String version = Quickstart.class.getPackage().getImplementationVersion();
            return new String[] {"nifi-userimport " + (version == null ? "" : version)};
        }
    }
}
