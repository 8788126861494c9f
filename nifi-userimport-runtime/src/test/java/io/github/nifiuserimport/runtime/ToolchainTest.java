// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code build/toolchain.sh}, as {@code quickstart} and {@code verify} use it. */
class ToolchainTest {

    @TempDir Path folder;

    @Test
    void takesJavaHomeWhenItIsNewEnough() throws Exception {
        final Path jdk = jdk("home of java", "21.0.2");
        assertThat(run("find_jdk; echo \"$JAVA_HOME\"", Map.of("JAVA_HOME", jdk.toString())))
                .isEqualTo("0 " + jdk);
    }

    @Test
    void passesOverJavaHomeWhenItIsTooOldOrNoJdk() throws Exception {
        final Path old = jdk("old", "17.0.1");
        assertThat(run("try_jdk '" + old + "'", Map.of())).isEqualTo("1 ");
        final Path runtimeOnly = jdk("jre", "21");
        Files.delete(runtimeOnly.resolve("bin/javac"));
        assertThat(run("try_jdk '" + runtimeOnly + "'", Map.of())).isEqualTo("1 ");
        assertThat(run("try_jdk '" + folder + "/nowhere'", Map.of())).isEqualTo("1 ");
    }

    @Test
    void looksIntoTheFoldersOfVersionManagers() throws Exception {
        final Path jdk = jdk(".sdkman/candidates/java/99-tem", "99");
        assertThat(
                        run(
                                "find_jdk; [ \"$(jdk_version \"$JAVA_HOME\")\" -ge 21 ] && echo found",
                                Map.of("HOME", folder.toString())))
                .isEqualTo("0 found");
        assertThat(run("jdk_version '" + jdk + "'", Map.of())).isEqualTo("0 99");
    }

    @Test
    void saysWhichMavenToGet() throws Exception {
        assertThat(run("find_maven", Map.of("PATH", onlySystemTools().toString())))
                .startsWith("2 This needs Maven 3.8 or later, and there is no mvn on the PATH.")
                .contains("https://maven.apache.org/install.html");
        final Path tools = onlySystemTools();
        script(tools.resolve("mvn"), "echo 'Apache Maven 3.6.3 (abc)'");
        assertThat(run("find_maven", Map.of("PATH", tools.toString())))
                .startsWith("2 This needs Maven 3.8 or later; ")
                .contains("is 3.6.");
        script(tools.resolve("mvn"), "echo 'Apache Maven 4.0.0'");
        assertThat(run("find_maven; echo $maven", Map.of("PATH", tools.toString())))
                .isEqualTo("0 4.0");
    }

    @Test
    void buildsOnceWhenTwoAskForItAtOnce() throws Exception {
        final Path log = folder.resolve("built.log");
        final String build = build(log);
        final String output =
                run(Text.format("(%1$s) & (%1$s); wait", build), Map.of("PATH", withMaven(log)));
        assertThat(output).startsWith("0 ").contains("Waiting for another build in this folder");
        assertThat(log).hasContent("built");
        assertThat(folder.resolve("build/.lock")).doesNotExist();
    }

    @Test
    void takesOverTheLockOfABuildThatWasKilled() throws Exception {
        final Path lock = Files.createDirectories(folder.resolve("build/.lock"));
        Files.writeString(lock.resolve("pid"), "999999999");
        final Path log = folder.resolve("built.log");
        assertThat(run(build(log), Map.of("PATH", withMaven(log))))
                .isEqualTo("0 Building (the first time takes some minutes) …");
        assertThat(log).hasContent("built");
        assertThat(lock).doesNotExist();
    }

    private String build(final Path log) throws IOException {
        Files.createDirectories(folder.resolve("build"));
        return Text.format(
                "here='%s'; build '%s' '%s' src -pl module",
                folder, folder.resolve("target/stamp"), log + ".maven");
    }

    /** A path with a Maven on it that notes each build. */
    private String withMaven(final Path log) throws IOException {
        final Path tools = Files.createDirectories(folder.resolve("maven"));
        script(
                tools.resolve("mvn"),
                Text.format(
                        """
                [ "$1" = --version ] && echo 'Apache Maven 3.9.9' && exit
                sleep 2
                echo built >>'%s'""",
                        log));
        return tools + ":" + System.getenv("PATH");
    }

    private Path onlySystemTools() throws IOException {
        final Path tools = Files.createDirectories(folder.resolve("tools"));
        for (final String name : new String[] {"sed", "head", "uname"}) {
            final Path usr = Path.of("/usr/bin", name);
            script(
                    tools.resolve(name),
                    "exec " + (Files.exists(usr) ? usr : "/bin/" + name) + " \"$@\"");
        }
        return tools;
    }

    private Path jdk(final String name, final String version) throws IOException {
        final Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        script(home.resolve("bin/java"), "exit 1");
        script(home.resolve("bin/javac"), "exit 1");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void script(final Path file, final String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Exit code and output, stderr too, of a line after the file has been sourced. */
    private static String run(final String line, final Map<String, String> environment)
            throws IOException, InterruptedException {
        final Path toolchain = Installation.root().resolve("build/toolchain.sh");
        final ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", "-c", "set -eu\n. '" + toolchain + "'\n" + line)
                        .redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        final Process process = builder.start();
        final String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output.strip();
    }
}
