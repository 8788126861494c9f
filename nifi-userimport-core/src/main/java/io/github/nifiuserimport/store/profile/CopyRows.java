// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.value.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * New users as rows of PostgreSQL's binary {@code COPY} format (PostgreSQL's documentation, COPY,
 * "Binary Format"), in the order of their ids. Columns that no user is given are left out; the
 * table has defaults for them.
 */
final class CopyRows {

    /** As rows come together; larger arrays are a burden for Java's garbage collector. */
    private static final int CHUNK_BYTES = 64 * 1024;

    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
    };

    private static final int NULL = -1;
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
    private final List<byte[]> chunks = new ArrayList<>();
    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK_BYTES + 4096);
    private final ByteArrayOutputStream json = new ByteArrayOutputStream(1024);

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
        chunk.writeBytes(SIGNATURE);
        putInt(0);
        putInt(0);
        final byte[] appId = utf8(batch.appId());
        try (JsonGenerator generator = JsonWriter.generator(json)) {
            final PatchJson.Patches patches = new PatchJson.Patches(generator);
            for (final Keyed each : sorted(changes)) {
                final KeyedChange user = each.change();
                putShort(ALWAYS.size() + given.size());
                putBytes(appId);
                putBytes(each.userId());
                json.reset();
                patches.write(user.change().attributes());
                putJson();
                putTime(batch.inserted(user.line()));
                for (final GivenColumn column : given) {
                    put(column, column.of(user.change()));
                }
                if (chunk.size() >= CHUNK_BYTES) {
                    endChunk();
                }
            }
        } catch (final IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        putShort(END);
        endChunk();
    }

    private void endChunk() {
        chunks.add(chunk.toByteArray());
        chunk.reset();
    }

    private void put(final GivenColumn column, final Object value) {
        if (column == GivenColumn.SYSTEM) {
            json.reset();
            json.writeBytes(utf8(value == null ? "{}" : (String) value));
            putJson();
            return;
        }
        switch (value) {
            case null -> putInt(NULL);
            case Instant time -> putTime(time);
            default -> putBytes(utf8((String) value));
        }
    }

    private void putJson() {
        putInt(1 + json.size());
        chunk.write(JSONB_VERSION);
        try {
            json.writeTo(chunk);
        } catch (final IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Rounded to microseconds, as PostgreSQL rounds what it is given as text. */
    private void putTime(final Instant time) {
        final Instant rounded = time.plusNanos(HALF_A_MICROSECOND);
        final long second =
                Math.clamp(rounded.getEpochSecond() - EPOCH_SECOND, -MAX_SECOND, MAX_SECOND);
        final long micros = second * MICROS_PER_SECOND + rounded.getNano() / NANOS_PER_MICRO;
        putInt(Long.BYTES);
        putInt((int) (micros >> Integer.SIZE));
        putInt((int) micros);
    }

    private void putBytes(final byte[] bytes) {
        putInt(bytes.length);
        chunk.writeBytes(bytes);
    }

    private void putInt(final int value) {
        putShort(value >> Short.SIZE);
        putShort(value);
    }

    private void putShort(final int value) {
        chunk.write(value >> Byte.SIZE);
        chunk.write(value);
    }
}
