// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.AttributeChange.Assign;
import io.github.nifiuserimport.profile.AttributeChange.Merge;
import io.github.nifiuserimport.profile.LastActive;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.testing.OtherDriver;
import io.github.nifiuserimport.text.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/** What COPY makes of new users is what an INSERT makes of them, row for row. */
@Tag("slow")
class CopiedProfilesTest {

    /** So many that they are worth a COPY. */
    private static final int OTHERS = 200;

    private static final String ROWS =
            """
            SELECT (to_jsonb(profile) - '{id,app_id,inserted_at,updated_at,created_by_job}'::text[])::text
            FROM userimport.user_profile AS profile WHERE app_id = '%s'
            ORDER BY user_id COLLATE "C"
            """;

    private static StoreFixture fixture;
    private static PostgreSQLImportStore inserting;
    private static NotedInserts noted;
    private static int apps;

    private static void open() throws Exception {
        if (fixture == null) {
            fixture = new StoreFixture();
            inserting = fixture.store(() -> OtherDriver.connection(fixture.database()));
            inserting.migrate();
            noted = NotedInserts.of(fixture);
        }
    }

    @AfterContainer
    static void forget() {
        fixture = null;
    }

    @Property(tries = 60)
    void areThoseOfAnInsert(@ForAll("rows") final List<RowCommand> some) throws Exception {
        open();
        final List<RowCommand> rows = new ArrayList<>(some);
        for (int other = 0; other < OTHERS; other++) {
            rows.add(RowCommand.of(new UserKey.ById("o" + other), UserChange.NONE));
        }
        final String copied = "copied-" + apps;
        final String inserted = "inserted-" + apps++;
        final int copies = noted.copies();

        assertThat(fixture.apply(copied, rows))
                .isEqualTo(StoreFixture.apply(inserting, inserted, rows));

        assertThat(noted.copies()).isEqualTo(copies + 1);
        assertThat(fixture.query(Text.format(ROWS, copied)))
                .isEqualTo(fixture.query(Text.format(ROWS, inserted)));

        assertThat(fixture.apply(copied, rows))
                .as("the same again changes nothing")
                .isEqualTo(StoreFixture.apply(inserting, inserted, rows));
        assertThat(fixture.query(Text.format(ROWS, copied)))
                .isEqualTo(fixture.query(Text.format(ROWS, inserted)));
    }

    /** Of a batch; objects are set as a whole, or merged, but never both in one. */
    @Provide
    Arbitrary<List<RowCommand>> rows() {
        return Arbitraries.of(true, false)
                .flatMap(
                        merging ->
                                Combinators.combine(texts(), change(merging))
                                        .as(
                                                (key, change) ->
                                                        RowCommand.of(
                                                                new UserKey.ById(key), change))
                                        .list()
                                        .ofMaxSize(25));
    }

    private static Arbitrary<UserChange> change(final boolean merging) {
        return Combinators.combine(
                        Arbitraries.maps(texts(), attribute(merging)).ofMaxSize(4),
                        texts().injectNull(0.5),
                        Arbitraries.maps(
                                        Arbitraries.of("city", "country", "totalSessions"),
                                        plain().map(value -> (AttributeChange) new Assign(value)))
                                .ofMaxSize(2),
                        times().injectNull(0.5),
                        times().injectNull(0.5))
                .as(
                        (attributes, email, system, created, active) ->
                                UserChange.builder()
                                        .attributes(attributes)
                                        .email(email == null ? null : new Assign(email))
                                        .system(system)
                                        .created(created)
                                        .lastActive(
                                                active == null ? null : new LastActive.At(active))
                                        .build());
    }

    private static Arbitrary<AttributeChange> attribute(final boolean merging) {
        final Arbitrary<AttributeChange> set = listed().map(Assign::new);
        final Arbitrary<AttributeChange> object =
                merging
                        ? Arbitraries.maps(
                                        texts(),
                                        Arbitraries.oneOf(
                                                set,
                                                Arbitraries.maps(texts(), set)
                                                        .ofMaxSize(2)
                                                        .map(Merge::new)))
                                .ofMaxSize(3)
                                .map(Merge::new)
                        : Arbitraries.maps(texts(), listed()).ofMaxSize(3).map(Assign::new);
        return Arbitraries.oneOf(set, object);
    }

    private static Arbitrary<Object> listed() {
        return Arbitraries.oneOf(
                plain(),
                plain().injectNull(0.2)
                        .array(Object[].class)
                        .ofMaxSize(4)
                        .map(elements -> (Object) Arrays.asList(elements)));
    }

    private static Arbitrary<Object> plain() {
        return Arbitraries.oneOf(
                texts().map(text -> (Object) text),
                Arbitraries.of("", true, false, BigInteger.TWO.pow(100), new BigDecimal("-0.00")),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.bigDecimals().ofScale(9).map(number -> (Object) number),
                Arbitraries.integers()
                        .between(-40, 40)
                        .map(scale -> (Object) new BigDecimal(BigInteger.TEN, scale)));
    }

    /** With characters of each length in UTF-8, and such as mean something to SQL or JSON. */
    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                        Arbitraries.of("a", "Z", "0", " ", "\"", "\\", "\n", "\t", "N", ",", "{")
                                .map(text -> text.codePointAt(0)),
                        Arbitraries.of(
                                0x1, 0x7F, 0x80, 0x7FF, 0x800, 0x2028, 0xD7FF, 0xE000, 0xFEFF,
                                0xFFFF, 0x10000, 0x1F600, 0x10FFFF),
                        Arbitraries.integers()
                                .between(1, Character.MAX_CODE_POINT)
                                .filter(point -> point < 0xD800 || point > 0xDFFF))
                .array(Integer[].class)
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(CopiedProfilesTest::text);
    }

    private static String text(final Integer[] points) {
        final StringBuilder text = new StringBuilder();
        for (final int point : points) {
            text.appendCodePoint(point);
        }
        return text.toString();
    }

    /** As files give them: to the microsecond, from 1970 to 9999. */
    private static Arbitrary<Instant> times() {
        return Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.longs().between(0, 253_402_300_799L),
                                Arbitraries.of(0L, 946_684_799L, 946_684_800L, 253_402_300_799L)),
                        Arbitraries.of(0, 1, 499_999, 500_000, 999_999))
                .as((second, micros) -> Instant.ofEpochSecond(second, micros * 1_000L));
    }
}
