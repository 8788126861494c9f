// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

/**
 * Two JSON objects without members that both have alike, by their texts alone: where a million
 * objects are compared that differ in little, reading all of both would take most of the time.
 * Members may be left in that are alike, where the two have them in another order.
 *
 * @param before text of an object
 * @param after likewise
 */
public record DifferingMembers(String before, String after) {

    /** Of the texts of two valid objects. */
    public static DifferingMembers of(final String before, final String after) {
        final Members first = new Members(before);
        final Members second = new Members(after);
        while (first.isAtMember() && second.isAtMember()) {
            if (!first.isLike(second)) {
                if (!first.isNamedLike(second)) {
                    break;
                }
                first.keep();
                second.keep();
            }
            first.next();
            second.next();
        }
        return new DifferingMembers(first.rest(), second.rest());
    }

    /** Walks along the members of an object. */
    private static final class Members {

        private final String json;
        private final StringBuilder kept = new StringBuilder("{");
        private int start;
        private int end;

        Members(final String json) {
            this.json = json;
            start = behindSpace(1);
            end = endOfMember();
        }

        boolean isAtMember() {
            return json.charAt(start) != '}';
        }

        boolean isLike(final Members other) {
            return end - start == other.end - other.start
                    && json.regionMatches(start, other.json, other.start, end - start);
        }

        boolean isNamedLike(final Members other) {
            final int length = endOfText(start) - start;
            return length == other.endOfText(other.start) - other.start
                    && json.regionMatches(start, other.json, other.start, length);
        }

        void keep() {
            comma();
            kept.append(json, start, end);
        }

        void next() {
            start = json.charAt(end) == ',' ? behindSpace(end + 1) : end;
            end = endOfMember();
        }

        /** Those that were kept, and all from the present one on. */
        String rest() {
            if (isAtMember()) {
                comma();
                return kept.append(json, start, json.length()).toString();
            }
            return kept.append('}').toString();
        }

        private void comma() {
            if (kept.length() > 1) {
                kept.append(", ");
            }
        }

        private int behindSpace(final int from) {
            int index = from;
            while (json.charAt(index) <= ' ') {
                index++;
            }
            return index;
        }

        /** Index of what stands behind the member. */
        private int endOfMember() {
            int depth = 0;
            int index = start;
            while (true) {
                switch (json.charAt(index)) {
                    case '"' -> index = endOfText(index);
                    case '{', '[' -> {
                        depth++;
                        index++;
                    }
                    case '}', ']' -> {
                        if (depth == 0) {
                            return index;
                        }
                        depth--;
                        index++;
                    }
                    case ',' -> {
                        if (depth == 0) {
                            return index;
                        }
                        index++;
                    }
                    default -> index++;
                }
            }
        }

        /** Index behind the quote that ends a text. */
        private int endOfText(final int quote) {
            int index = quote + 1;
            while (json.charAt(index) != '"') {
                index += json.charAt(index) == '\\' ? 2 : 1;
            }
            return index + 1;
        }
    }
}
