// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import io.github.nifiuserimport.text.Text;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * A file that is removed from its folder as soon as it is opened, so that nothing stays of it
 * however the process ends. Where a system cannot do that (Windows), it removes the file when it is
 * closed.
 */
final class UnnamedFile implements TemporaryFile {

    private static final Set<StandardOpenOption> OPTIONS =
            Set.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);

    private final Path folder;
    private final FileChannel channel;

    private UnnamedFile(final Path folder, final FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static UnnamedFile in(final Path folder) throws IOException {
        try {
            final Path path = folder.resolve("userimport-" + UUID.randomUUID() + ".tmp");
            return new UnnamedFile(folder, FileChannel.open(path, OPTIONS, attributes(folder)));
        } catch (final IOException e) {
            throw failed(folder, "opened", e);
        }
    }

    /** Users are in it: nobody else is to read it in the moment that it has a name. */
    private static FileAttribute<?>[] attributes(final Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public void write(final byte[] bytes, final int from, final int length) throws IOException {
        try {
            final ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (final IOException e) {
            throw failed(folder, "written", e);
        }
    }

    @Override
    public int read(final long position, final byte[] bytes, final int from, final int length)
            throws IOException {
        try {
            final int count = channel.read(ByteBuffer.wrap(bytes, from, length), position);
            if (count < 0) {
                throw new EOFException("it has been cut off");
            }
            return count;
        } catch (final IOException e) {
            throw failed(folder, "read", e);
        }
    }

    private static IOException failed(
            final Path folder, final String what, final IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return cause;
        }
        return new TemporaryFileException(
                Text.format("a temporary file in %s cannot be %s: %s", folder, what, reason(cause)),
                cause);
    }

    private static String reason(final IOException cause) {
        return switch (cause) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException none -> "there is no such folder";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
        };
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            // Nothing of it is needed any more.
        }
    }
}
