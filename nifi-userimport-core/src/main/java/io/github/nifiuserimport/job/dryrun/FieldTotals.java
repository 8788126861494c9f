// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.dryrun;

import io.github.nifiuserimport.job.run.ChangedUser;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.value.JsonWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds changes up by field, in memory that does not grow with the file. */
final class FieldTotals {

    /** A row can bring attributes of any name. */
    private static final int MAX_FIELDS = 1_000;

    private static final int SAMPLES = 3;

    /** Of a value's JSON, in characters. */
    private static final int MAX_SAMPLE = 200;

    private static final Comparator<FieldTotal.Sample> BY_LINE =
            Comparator.comparingLong(FieldTotal.Sample::line)
                    .thenComparing(
                            FieldTotal.Sample::userId,
                            Comparator.nullsFirst(Comparator.naturalOrder()));

    private final Map<String, Total> fields = new TreeMap<>();
    private long leftOut;

    private static final class Total {
        private long added;
        private long changed;
        private long removed;
        private final List<FieldTotal.Sample> samples = new ArrayList<>();

        void add(final ChangedUser user, final FieldChange change) {
            if (change.before() == null) {
                added++;
            } else if (change.after() == null) {
                removed++;
            } else {
                changed++;
            }
            if (samples.size() < SAMPLES || user.line() < samples.getLast().line()) {
                samples.add(
                        new FieldTotal.Sample(
                                user.userId(),
                                user.line(),
                                shortened(change.before()),
                                shortened(change.after())));
                samples.sort(BY_LINE);
                if (samples.size() > SAMPLES) {
                    samples.removeLast();
                }
            }
        }

        FieldTotal total(final String field) {
            return new FieldTotal(field, added, changed, removed, List.copyOf(samples));
        }
    }

    void add(final ChangedUser user) {
        for (final FieldChange change : user.changes()) {
            final String field = change.counted();
            Total total = fields.get(field);
            if (total == null && fields.size() < MAX_FIELDS) {
                total = new Total();
                fields.put(field, total);
            }
            if (total == null) {
                leftOut++;
            } else {
                total.add(user, change);
            }
        }
    }

    private static Object shortened(final Object value) {
        if (value instanceof String text) {
            return text.length() <= MAX_SAMPLE ? text : cut(text);
        }
        final String json = JsonWriter.text(value);
        return json.length() <= MAX_SAMPLE ? value : cut(json);
    }

    /** Not within a character. */
    private static String cut(final String text) {
        final int end =
                Character.isHighSurrogate(text.charAt(MAX_SAMPLE - 1))
                        ? MAX_SAMPLE - 1
                        : MAX_SAMPLE;
        return text.substring(0, end) + '…';
    }

    List<FieldTotal> totals() {
        return fields.entrySet().stream()
                .map(entry -> entry.getValue().total(entry.getKey()))
                .toList();
    }

    long leftOut() {
        return leftOut;
    }
}
