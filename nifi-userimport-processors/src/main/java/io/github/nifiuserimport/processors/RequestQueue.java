// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.FlowFileFilter.FlowFileFilterResult;
import org.apache.nifi.processor.ProcessSession;

/**
 * Takes requests out of a queue in which the parts of many may lie in any order. HandleHttpRequest
 * makes a FlowFile of each part of a multipart request.
 */
final class RequestQueue {

    /** What is taken. */
    sealed interface Taken {

        /** All parts of one request, in their order. */
        record Request(List<FlowFile> parts) implements Taken {}

        /** Parts whose others did not come in time. */
        record Incomplete(List<FlowFile> parts, int expected) implements Taken {}

        /** Nothing; parts may be there that wait for others. */
        record Nothing(boolean waiting) implements Taken {}
    }

    private RequestQueue() {}

    /**
     * The next request that is there with all its parts, or has waited too long for some.
     *
     * @param patience how long parts may wait, in milliseconds
     */
    static Taken take(final ProcessSession session, final long patience) {
        final Found found = new Found(System.currentTimeMillis() - patience);
        // A look at the queue that takes nothing: requests that wait do not hold up others.
        session.get(
                part ->
                        found.see(part)
                                ? FlowFileFilterResult.REJECT_AND_TERMINATE
                                : FlowFileFilterResult.REJECT_AND_CONTINUE);
        found.settle();
        if (found.request == null) {
            return new Taken.Nothing(!found.numbers.isEmpty());
        }
        final List<FlowFile> parts =
                new ArrayList<>(
                        session.get(
                                part ->
                                        request(part).equals(found.request)
                                                ? FlowFileFilterResult.ACCEPT_AND_CONTINUE
                                                : FlowFileFilterResult.REJECT_AND_CONTINUE));
        if (parts.isEmpty()) {
            // Another thread was faster.
            return new Taken.Nothing(false);
        }
        parts.sort((one, other) -> Integer.compare(number(one), number(other)));
        return found.complete
                ? new Taken.Request(parts)
                : new Taken.Incomplete(parts, count(parts.getFirst()));
    }

    /** What a look at the queue finds. */
    private static final class Found {

        private final Map<String, Set<Integer>> numbers = new HashMap<>();
        private final long before;
        private String request;
        private boolean complete;
        private String overdue;

        Found(final long before) {
            this.before = before;
        }

        /** Whether there is no need to look further. */
        boolean see(final FlowFile part) {
            final String each = request(part);
            final Set<Integer> seen = numbers.computeIfAbsent(each, unseen -> new HashSet<>());
            seen.add(number(part));
            if (seen.size() < count(part)) {
                if (overdue == null && part.getEntryDate() < before) {
                    overdue = each;
                }
                return false;
            }
            if (overdue != null && !overdue.equals(each)) {
                // Those who waited too long come first, or a busy flow would never answer them. Yet
                // what they wait for may be further back.
                return false;
            }
            request = each;
            complete = true;
            return true;
        }

        /** To be called when the whole queue was seen. */
        void settle() {
            if (!complete) {
                request = overdue;
            }
        }
    }

    private static String request(final FlowFile part) {
        return count(part) > 1
                ? part.getAttribute(HttpAttributes.CONTEXT)
                : part.getAttribute(CoreAttributes.UUID.key());
    }

    /** How many parts the request has; 1 of one that is gathered already. */
    private static int count(final FlowFile part) {
        return part.getAttribute(ImportAttributes.API) != null
                        || part.getAttribute(HttpAttributes.CONTEXT) == null
                ? 1
                : number(part, HttpAttributes.PART_COUNT);
    }

    private static int number(final FlowFile part) {
        return number(part, HttpAttributes.PART_NUMBER);
    }

    private static int number(final FlowFile part, final String attribute) {
        final String number = part.getAttribute(attribute);
        return number == null || !number.matches("\\d{1,9}") ? 1 : Integer.parseInt(number);
    }
}
