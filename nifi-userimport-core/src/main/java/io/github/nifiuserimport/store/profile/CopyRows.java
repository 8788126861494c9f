// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.value.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * New users as rows of PostgreSQL's binary {@code COPY} format (PostgreSQL's documentation, COPY,
 * "Binary Format"), in the order of their ids. Columns that no user is given are left out; the
 * table has defaults for them.
 */
final class CopyRows {

    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
    };

    private static final int END = -1;

    /** How jsonb is sent; its text follows. */
    private static final int JSONB_VERSION = 1;

    private static final List<String> ALWAYS =
            List.of("app_id", "user_id", "attributes", "inserted_at");

    /** From which a timestamptz counts its microseconds. */
    private static final long EPOCH_SECOND = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private static final int HALF_A_MICROSECOND = 500;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** More than a timestamptz can be, so that PostgreSQL refuses it. */
    private static final long MAX_SECOND = Long.MAX_VALUE / MICROS_PER_SECOND - 1;

    private final Set<GivenColumn> given;
    private final CopyBuffer buffer = new CopyBuffer();
    private List<byte[]> chunks;

    private CopyRows(final Set<GivenColumn> given) {
        this.given = given;
    }

    /** The rows of a batch's users. */
    static CopyRows of(final Batch batch, final List<KeyedChange> changes) {
        final CopyRows rows = new CopyRows(given(changes));
        rows.write(batch, changes);
        return rows;
    }

    private static Set<GivenColumn> given(final List<KeyedChange> changes) {
        final Set<GivenColumn> given = EnumSet.noneOf(GivenColumn.class);
        for (final GivenColumn column : GivenColumn.values()) {
            if (changes.stream().anyMatch(each -> column.of(each.change()) != null)) {
                given.add(column);
            }
        }
        return given;
    }

    /** Names of the columns. */
    List<String> columns() {
        final List<String> columns = new ArrayList<>(ALWAYS);
        given.forEach(column -> columns.add(column.column()));
        return columns;
    }

    /** What is sent, in pieces. */
    List<byte[]> chunks() {
        return chunks;
    }

    private record Keyed(byte[] userId, KeyedChange change) {}

    /** By their UTF-8, as {@code COLLATE "C"} orders them. */
    private static List<Keyed> sorted(final List<KeyedChange> changes) {
        return changes.stream()
                .map(each -> new Keyed(utf8(each.userId()), each))
                .sorted(Comparator.comparing(Keyed::userId, Arrays::compareUnsigned))
                .toList();
    }

    private static byte[] utf8(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void write(final Batch batch, final List<KeyedChange> changes) {
        buffer.write(SIGNATURE, 0, SIGNATURE.length);
        buffer.putInt(0);
        buffer.putInt(0);
        final byte[] appId = utf8(batch.appId());
        try (JsonGenerator json = JsonWriter.generator(buffer)) {
            final PatchJson.Patches attributes = new PatchJson.Patches(json);
            final PatchJson.Patches system = new PatchJson.Patches(json);
            for (final Keyed each : sorted(changes)) {
                final KeyedChange user = each.change();
                buffer.putShort(ALWAYS.size() + given.size());
                buffer.putField(appId);
                buffer.putField(each.userId());
                putJson(attributes, user.change().attributes());
                putTime(batch.inserted(user.line()));
                for (final GivenColumn column : given) {
                    if (column == GivenColumn.SYSTEM) {
                        putJson(system, user.change().system());
                    } else {
                        put(column.of(user.change()));
                    }
                }
                buffer.endRow();
            }
        } catch (final IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        buffer.putShort(END);
        chunks = buffer.end();
    }

    private void putJson(
            final PatchJson.Patches patches, final Map<String, AttributeChange> changes) {
        final int begun = buffer.beginField();
        buffer.write(JSONB_VERSION);
        patches.write(changes);
        buffer.endField(begun);
    }

    private void put(final Object value) {
        switch (value) {
            case null -> buffer.putNull();
            case Instant time -> putTime(time);
            default -> buffer.putField(utf8((String) value));
        }
    }

    /** Rounded to microseconds, as PostgreSQL rounds what it is given as text. */
    private void putTime(final Instant time) {
        final Instant rounded = time.plusNanos(HALF_A_MICROSECOND);
        final long second =
                Math.clamp(rounded.getEpochSecond() - EPOCH_SECOND, -MAX_SECOND, MAX_SECOND);
        buffer.putLongField(second * MICROS_PER_SECOND + rounded.getNano() / NANOS_PER_MICRO);
    }
}
