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
import java.io.UncheckedIOException;
import java.net.URI;
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

/** The command line of {@code ./quickstart}: what it may say, and what each exit code means. */
@Command(
        name = "quickstart",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Quickstart.Version.class,
        description = {
            "Imports CSV files of users into PostgreSQL with a NiFi made for the occasion.",
            "",
            "Starts PostgreSQL and NiFi 2 on this machine, imports the templates, puts the files"
                    + " into the inbox and shows what becomes of them. Then NiFi keeps running"
                    + " and answers Leanplum's and Dashly's HTTP API, until Ctrl-C.",
            "",
            "stdout gets one JSON line per file, stderr all that is for people."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all files were imported (rows of them may have been rejected)",
            "1:a file failed, or PostgreSQL or NiFi did",
            "2:wrong use; nothing was started"
        },
        parameterListHeading = "%nFiles:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./quickstart",
            "  ./quickstart --once --dump profiles.jsonl users.csv",
            "  ./quickstart --http-port 9090 --app-key dev123",
            "  ./quickstart --once --nodes 2 users.csv",
            "  ./quickstart --data ~/userimport --nifi-port 8080 --db-port 5432"
        })
public final class Quickstart implements Callable<Integer> {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int WRONG_USE = 2;

    private static final int MAX_PORT = 65535;
    private static final int MAX_NODES = 5;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE.csv",
            description =
                    "Files to import. Default: a small sample; with --data, only the first time.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--once",
            description = "Stop when the files are done. The HTTP APIs are not started.")
    private boolean once;

    @Option(
            names = "--dump",
            paramLabel = "FILE",
            description =
                    "Write every stored profile to FILE as a JSON line, sorted by app and user id.")
    private Path dump;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keep database, NiFi, inbox, buckets, ports and key in DIR; a later run goes on"
                            + " with them. Default: a temporary folder, removed at the end.")
    private Path data;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Run a cluster of N NiFis: each file is imported in parts by all of them. One"
                            + " takes the files and answers the HTTP APIs. Default:"
                            + " ${DEFAULT-VALUE}, which is no cluster.")
    private int nodes;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Port of both HTTP APIs. Default: a free one.")
    private int httpPort;

    @Option(
            names = "--app-id",
            paramLabel = "ID",
            defaultValue = "default",
            description = "The app whose users are imported. Default: ${DEFAULT-VALUE}.")
    private String appId;

    @Option(
            names = "--app-key",
            paramLabel = "KEY",
            description =
                    "The app's key for both HTTP APIs. Default: one made for this run; with --data"
                            + " that of the last run.")
    private String appKey;

    @Option(
            names = "--gcs-url",
            paramLabel = "URL",
            description =
                    "Fetch objects from this emulator of Google Cloud Storage. Needs NiFi's GCP"
                            + " NARs, see --nars. Default: from a folder that stands in for it.")
    private URI gcsUrl;

    @Option(
            names = "--gcs-credentials",
            paramLabel = "FILE",
            description =
                    "Fetch objects as the service account with this key (JSON): from Google Cloud"
                            + " Storage, or from --gcs-url.")
    private Path gcsCredentials;

    @Option(
            names = "--gcs-bucket",
            paramLabel = "BUCKET",
            description =
                    "Import what is put into imports/ of this bucket, too, and let the HTTP API"
                            + " fetch from no other.")
    private String gcsBucket;

    @Option(
            names = "--nars",
            paramLabel = "DIR",
            description = "Add the NARs in DIR to this NiFi. May be given more than once.")
    private List<Path> nars = new ArrayList<>();

    @Option(
            names = "--nifi-port",
            paramLabel = "PORT",
            description =
                    "Port of NiFi's canvas, with --nodes the first one's. Default: a free one.")
    private int nifiPort;

    @Option(
            names = "--db-port",
            paramLabel = "PORT",
            description = "Port of PostgreSQL. Default: a free one.")
    private int databasePort;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "1g",
            description = "NiFi's heap, each node's. Default: ${DEFAULT-VALUE}.")
    private String heap;

    @Spec private CommandSpec spec;

    private final Console console = new Console(Integer.getInteger("quickstart.columns", 0));

    public static void main(final String[] arguments) {
        final CommandLine line = AttachedValues.takeAsTheyAre(new CommandLine(new Quickstart()));
        line.setParameterExceptionHandler((e, given) -> refuse(e.getMessage()));
        line.setExecutionExceptionHandler((e, command, parsed) -> explain(e));
        final int code = line.execute(arguments);
        AtExit.parkIfEnding();
        System.exit(code);
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
                throw usageError("--nars " + folder + ": no folder with NARs in it");
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
            throw usageError("--app-id " + appId + ": give letters, digits, . _ or -");
        }
        if (appKey != null && !appKey.matches("[!-~]+")) {
            throw usageError("--app-key: give letters, digits and signs of ASCII, without a space");
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
                    "--gcs-bucket " + gcsBucket + ": give --gcs-url or --gcs-credentials, too");
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
            throw usageError(option + " " + port + ": the port is taken");
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
                                    + ": name it once, or its increments and events count twice");
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
            throw usageError(file + ": no name of a file: " + e.getReason());
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
            throw usageError(file + ": in the inbox already, and imported without being named");
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

    private static int refuse(final String message) {
        System.err.println("quickstart: " + message);
        System.err.println("./quickstart --help tells what it takes.");
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
