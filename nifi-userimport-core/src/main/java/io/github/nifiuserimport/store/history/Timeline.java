// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.history;

import io.github.nifiuserimport.job.history.ChangingJob;
import io.github.nifiuserimport.job.history.HistoryChange;
import io.github.nifiuserimport.profile.FieldChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts together what several tables tell of changes: those made at once are one. */
final class Timeline {

    /** When a change was made, and by which job; null for none. */
    private record Moment(Instant made, ChangingJob job) {}

    private final Map<Moment, List<FieldChange>> fields = new HashMap<>();
    private final Map<Moment, Long> eventsLeftOut = new HashMap<>();
    private final Set<Moment> withLater = new HashSet<>();

    /** Of what was made then or before, not all is known. */
    private Instant unknown = Instant.MIN;

    void add(final Instant made, final ChangingJob job, final List<FieldChange> changes) {
        if (!changes.isEmpty()) {
            fields.computeIfAbsent(new Moment(made, job), first -> new ArrayList<>())
                    .addAll(changes);
        }
    }

    /** More events were tracked then than it is told of. */
    void leaveOutEvents(final Instant made, final ChangingJob job, final long events) {
        eventsLeftOut.put(new Moment(made, job), events);
    }

    /** What was changed later, while nothing was kept, is among these changes. */
    void mixWithLater(final Instant made, final ChangingJob job) {
        withLater.add(new Moment(made, job));
    }

    /** Not all that was made then or before was added. */
    void endsAt(final Instant made) {
        if (made.isAfter(unknown)) {
            unknown = made;
        }
    }

    /**
     * Changes, newest first, and where the older ones begin.
     *
     * @param older what is made before that is not among them; null for nothing
     */
    record Newest(List<HistoryChange> changes, Instant older) {}

    Newest newest(final int max) {
        final List<HistoryChange> known =
                fields.entrySet().stream()
                        .filter(each -> each.getKey().made().isAfter(unknown))
                        .map(
                                each ->
                                        new HistoryChange(
                                                each.getKey().made(),
                                                each.getKey().job(),
                                                List.copyOf(each.getValue()),
                                                eventsLeftOut.getOrDefault(each.getKey(), 0L),
                                                withLater.contains(each.getKey())))
                        .sorted(Comparator.comparing(HistoryChange::made).reversed())
                        .toList();
        int end = Math.min(max, known.size());
        // What was made at the same time is not parted: the next page begins before it.
        while (end > 0
                && end < known.size()
                && known.get(end).made().equals(known.get(end - 1).made())) {
            end++;
        }
        final boolean more = end < known.size() || !unknown.equals(Instant.MIN);
        final Instant older = !more ? null : end == 0 ? unknown : known.get(end - 1).made();
        return new Newest(known.subList(0, end), older);
    }
}
