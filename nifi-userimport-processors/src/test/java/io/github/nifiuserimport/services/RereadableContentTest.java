// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RereadableContentTest {

    private static final int LARGE = 3_000_000;

    @TempDir private Path directory;

    static Stream<Arguments> streams() {
        return Stream.of(0, 10, 999_999, 1_000_000, LARGE)
                .flatMap(
                        size ->
                                Stream.of(
                                        stream("goes back", in -> in, size),
                                        stream(
                                                "goes back a little",
                                                BufferedInputStream::new,
                                                size),
                                        stream("never goes back", OneWay::new, size)));
    }

    private static Arguments stream(
            final String name, final UnaryOperator<InputStream> wrapper, final int size) {
        return Arguments.of(name, wrapper, size);
    }

    @ParameterizedTest(name = "{0}, {2} bytes")
    @MethodSource("streams")
    void isTheSameBothTimesAndLeavesNoFile(
            final String name, final UnaryOperator<InputStream> wrapper, final int size)
            throws IOException {
        final byte[] content = content(size);
        final InputStream in = wrapper.apply(new ByteArrayInputStream(content));
        final RereadableContent twice = RereadableContent.of(in, directory);
        try (InputStream first = twice.first()) {
            assertThat(first.readAllBytes()).as(name).isEqualTo(content);
        }
        try (InputStream second = twice.second()) {
            assertThat(second.readAllBytes()).as(name).isEqualTo(content);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void largeContentThatCannotGoBackIsKeptInAFile() throws IOException {
        final InputStream in = new OneWay(new ByteArrayInputStream(content(LARGE)));
        final RereadableContent twice = RereadableContent.of(in, directory);
        assertThat(directory).isNotEmptyDirectory();
        twice.close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void noFileIsLeftWhenTheContentCannotBeRead() {
        final InputStream in =
                new OneWay(new ByteArrayInputStream(content(LARGE))) {
                    private int left = LARGE / 2;

                    @Override
                    public int read(final byte[] target, final int offset, final int length)
                            throws IOException {
                        final int count = super.read(target, offset, length);
                        left -= count;
                        if (left < 0) {
                            throw new IOException("gone");
                        }
                        return count;
                    }
                };
        assertThatIOException().isThrownBy(() -> RereadableContent.of(in, directory));
        assertThat(directory).isEmptyDirectory();
    }

    private static byte[] content(final int size) {
        final byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i * 31 + i / 1_000);
        }
        return content;
    }

    private static class OneWay extends FilterInputStream {

        OneWay(final InputStream in) {
            super(in);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
