// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.nar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What is in a NAR.
 *
 * @param files the content of each file by its path
 */
record NarFile(Map<String, byte[]> files) {

    private static final String JARS = "META-INF/bundled-dependencies/";

    static NarFile read(final Path file) {
        try {
            return new NarFile(unzip(Files.readAllBytes(file)));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the bundled jars' files. */
    Set<String> jarNames() {
        return files.keySet().stream()
                .filter(each -> each.startsWith(JARS))
                .map(each -> each.substring(JARS.length()))
                .collect(Collectors.toSet());
    }

    /** The bundled jars by their artifact's name, without version. */
    Map<String, byte[]> jars() {
        return files.entrySet().stream()
                .filter(each -> each.getKey().startsWith(JARS))
                .collect(
                        Collectors.toMap(
                                each ->
                                        each.getKey()
                                                .substring(JARS.length())
                                                .replaceFirst("-\\d.*\\.jar$", ""),
                                Map.Entry::getValue,
                                (one, other) -> {
                                    throw new IllegalStateException("one jar in two versions");
                                },
                                TreeMap::new));
    }

    /** Which jars hold each class. */
    Map<String, Set<String>> jarsByClass() {
        final Map<String, Set<String>> found = new TreeMap<>();
        jars().forEach(
                        (jar, content) ->
                                unzip(content).keySet().stream()
                                        .filter(each -> each.endsWith(".class"))
                                        .filter(each -> !each.endsWith("module-info.class"))
                                        .forEach(
                                                each ->
                                                        found.computeIfAbsent(
                                                                        each,
                                                                        key -> new TreeSet<>())
                                                                .add(jar)));
        return found;
    }

    /** A file's text; fails if it is not there. */
    String text(final String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }

    static Map<String, byte[]> unzip(final byte[] zip) {
        final Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            ZipEntry entry = in.getNextEntry();
            while (entry != null) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), in.readAllBytes());
                }
                entry = in.getNextEntry();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
