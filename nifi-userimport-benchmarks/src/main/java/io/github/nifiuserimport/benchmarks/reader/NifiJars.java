// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.reader;

import io.github.nifiuserimport.runtime.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * NiFi's readers out of NiFi's own NAR, with the libraries that are in it: its FastCSV is another
 * version than ours. A class is looked for in the NAR first, as NiFi does.
 */
final class NifiJars extends URLClassLoader {

    private static final String NAR = "nifi-record-serialization-services-nar.nar";
    private static final String JARS = "META-INF/bundled-dependencies/";

    static {
        registerAsParallelCapable();
    }

    private NifiJars(final URL[] jars) {
        super(jars, NifiJars.class.getClassLoader());
    }

    /** Unpacks the NAR's jars into a folder. */
    static void unpack(final Path folder) throws IOException {
        try (ZipFile nar = new ZipFile(Installation.nifiLib().resolve(NAR).toFile())) {
            final Enumeration<? extends ZipEntry> entries = nar.entries();
            while (entries.hasMoreElements()) {
                final ZipEntry entry = entries.nextElement();
                if (entry.getName().startsWith(JARS) && entry.getName().endsWith(".jar")) {
                    try (InputStream in = nar.getInputStream(entry)) {
                        Files.copy(in, folder.resolve(entry.getName().substring(JARS.length())));
                    }
                }
            }
        }
    }

    /** A loader of the jars in a folder. */
    static NifiJars in(final Path folder) throws IOException {
        final List<URL> jars = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "*.jar")) {
            for (final Path jar : files) {
                jars.add(jar.toUri().toURL());
            }
        }
        return new NifiJars(jars.toArray(URL[]::new));
    }

    @Override
    protected Class<?> loadClass(final String name, final boolean resolve)
            throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                try {
                    loaded = findClass(name);
                } catch (final ClassNotFoundException notInTheNar) {
                    return super.loadClass(name, resolve);
                }
            }
            return loaded;
        }
    }
}
