// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build put the parts of a NiFi: beside this class's own jar or classes folder. */
public final class Installation {

    private static final Path TARGET = target();

    private Installation() {}

    /** The project: templates and samples are below it. */
    public static Path root() {
        return TARGET.getParent().getParent();
    }

    /** NiFi's jars and NARs, ours among them. */
    public static Path nifiLib() {
        final Path lib = TARGET.resolve("nifi").resolve("lib");
        if (!Files.isRegularFile(lib.resolve("nifi-runtime.jar"))) {
            throw new StartException(
                    "No NiFi in "
                            + lib
                            + ". Build it with: mvn -pl nifi-userimport-runtime -am -DskipTests package");
        }
        return lib;
    }

    /** Where PostgreSQL is unpacked, once for all who use this build. */
    static Path postgres() {
        return TARGET.resolve("postgres");
    }

    private static Path target() {
        try {
            return Path.of(
                            Installation.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                    .getParent();
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
