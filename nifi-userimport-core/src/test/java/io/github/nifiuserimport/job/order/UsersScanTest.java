// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.job.order.NamedUsers.FoundBy;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.text.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file tells of its users. */
class UsersScanTest {

    private static final long LARGEST = 1_000_000;

    private static FileUsers users(final String file) throws IOException {
        return users(file.getBytes(StandardCharsets.UTF_8));
    }

    private static FileUsers users(final byte[] file) throws IOException {
        return scan(CsvFormat.defaults())
                .users(() -> new ByteArrayInputStream(file), file.length, () -> false)
                .orElseThrow();
    }

    private static UsersScan scan(final RowFormat format) {
        return new UsersScan(format, Layouts.of(LayoutSettings.DEFAULTS), LARGEST);
    }

    private static boolean isAbout(final FileUsers users, final String id) {
        return FileUsers.mayShare(Users.of(id), users, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userId,userAttributes.a\nu1,1\nu2,2\n",
                "userAttributes.a;userId\n1;u1\n2;u2",
                "userId,userAttributes.a\r\n\"u1\",1\r\n u2 ,\"2\n3\"\r\n",
                "userId,userAttributes.a\n=\"u1\",1\nu2\n",
                "userId,event,params.a\nu1,Bought,1\nu1,Bought,2\nu2,Bought,3\n",
                "\uFEFFsep=,\nuserId,userAttributeValuesToIncrement.a\nu1,1\nu2,1\n"
            })
    void isAboutThoseItNames(final String file) throws IOException {
        final FileUsers users = users(file);

        assertThat(users.areFew()).isTrue();
        assertThat(isAbout(users, "u1")).isTrue();
        assertThat(isAbout(users, "u2")).isTrue();
        assertThat(isAbout(users, "u3")).isFalse();
    }

    @Test
    void isAboutThoseAGzipNames() throws IOException {
        final FileUsers users = users(gzip("userId,userAttributes.a\nu1,1\n"));

        assertThat(isAbout(users, "u1")).isTrue();
        assertThat(isAbout(users, "u3")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deviceId,userAttributes.a\nd1,1\n",
                "userId,deviceId\nu1,d1\n",
                "userId,devices\nu1,\"[{\"\"deviceId\"\": \"\"d1\"\"}]\"\n",
                "userId,newUserId\nu1,u2\n",
                // Taken back for the address, which another file may give to somebody else.
                "userId,unsubscribeChannelsToRemove\nu1,Email\n",
                "userId,unsubscribeCategoriesToRemove,userAttributes.a\nu1,7,1\n",
                "email,unsubscribeChannelsToAdd\na@example.com,Email\n",
                // Whatever its reader makes of it.
                "userId,userAttributes.a\nu1,\"never closed\n"
            })
    void mayBeAboutAnybodyWhereRowsTouchMoreThanTheirUser(final String file) throws IOException {
        assertThat(users(file)).isSameAs(FileUsers.ANYBODY);
    }

    @Test
    void columnsByWhichRowsMightTouchMoreDoNoHarmWhileTheyAreEmpty() throws IOException {
        assertThat(isAbout(users("userId,deviceId,userAttributes.a\nu1,,1\n"), "u3")).isFalse();
    }

    /** As far as anybody can see, it is no CSV. */
    private static FileUsers usersOfAnotherFormat(final String file, final long bytes)
            throws IOException {
        final RowFormat other = (content, mapping) -> CsvFormat.defaults().open(content, mapping);
        final byte[] content = file.getBytes(StandardCharsets.UTF_8);
        return new UsersScan(other, Layouts.of(LayoutSettings.DEFAULTS), Long.MAX_VALUE)
                .users(() -> new ByteArrayInputStream(content), bytes, () -> false)
                .orElseThrow();
    }

    @Test
    void ofAnotherFormatASmallFileIsAboutThoseItsRowsComeTo() throws IOException {
        final FileUsers users =
                usersOfAnotherFormat("userId,userAttributes.a\nu1,1\n,2\nnull,3\nu2,4\n", 100);

        assertThat(isAbout(users, "u1")).isTrue();
        assertThat(isAbout(users, "u2")).isTrue();
        assertThat(isAbout(users, "null")).as("its row is rejected").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deviceId,userAttributes.a\nd1,1\n",
                "userId,deviceId\nu1,d1\n",
                "userId,newUserId\nu1,u2\n",
                "userId,unsubscribeChannelsToRemove\nu1,Email\n",
                "email,unsubscribeChannelsToAdd\na@example.com,Email\n"
            })
    void ofAnotherFormatTooItMayBeAboutAnybody(final String file) throws IOException {
        assertThat(usersOfAnotherFormat(file, 100)).isSameAs(FileUsers.ANYBODY);
    }

    @Test
    void ofAnotherFormatALargeFileIsNotLookedInto() throws IOException {
        assertThat(usersOfAnotherFormat("userId,userAttributes.a\nu1,1\n", (1 << 20) + 1))
                .isSameAs(FileUsers.ANYBODY);
    }

    @Test
    void isAboutThoseWithTheAddressesThatItNames() throws IOException {
        final FileUsers users =
                new UsersScan(CsvFormat.defaults(), Layouts.of(byAddress()), LARGEST)
                        .users(
                                () ->
                                        new ByteArrayInputStream(
                                                "$email,city\na@example.com,Bern\n"
                                                        .getBytes(StandardCharsets.UTF_8)),
                                32,
                                () -> false)
                        .orElseThrow();

        assertThat(
                        FileUsers.mayShare(
                                Users.foundBy(FoundBy.ADDRESS, List.of("b@example.com")),
                                users,
                                Optional.empty()))
                .isFalse();
        assertThat(isAbout(users, "u1")).as("who may have that address").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name\nAnn\n", "userId,userId\nu1,u1\n"})
    void isAboutNobodyWhereItIsRefused(final String file) throws IOException {
        assertThat(users(file)).isSameAs(FileUsers.NOBODY);
    }

    @Test
    void isAboutNobodyWhereItIsTooLargeOrCutOff() throws IOException {
        final byte[] cut = gzip("userId,userAttributes.a\nu1,1\n");
        cut[cut.length - 1]++;

        assertThat(users(new byte[(int) LARGEST + 1])).isSameAs(FileUsers.NOBODY);
        assertThat(users(cut)).isSameAs(FileUsers.NOBODY);
    }

    @Test
    void stopsWhenItIsTo() throws IOException {
        final StringBuilder file = new StringBuilder("userId\n");
        for (int row = 0; row < 70_000; row++) {
            file.append(Text.format("u%d\n", row));
        }
        final byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);

        assertThat(
                        scan(CsvFormat.defaults())
                                .users(
                                        () -> new ByteArrayInputStream(bytes),
                                        bytes.length,
                                        () -> true))
                .isEmpty();
    }

    private static LayoutSettings byAddress() {
        final LayoutSettings defaults = LayoutSettings.DEFAULTS;
        return new LayoutSettings(
                defaults.dialect(),
                defaults.action(),
                defaults.createDisposition(),
                ImportKey.EMAIL,
                defaults.tags(),
                defaults.mapping(),
                defaults.unmapped(),
                defaults.nestedObjects(),
                defaults.limits(),
                defaults.checkNames(),
                defaults.keys(),
                defaults.renamesUsers());
    }

    private static byte[] gzip(final String text) throws IOException {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream output = new GZIPOutputStream(packed)) {
            output.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
