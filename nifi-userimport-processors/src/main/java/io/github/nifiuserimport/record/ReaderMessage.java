// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import java.util.ArrayList;
import java.util.List;

/** The message of a foreign reader's exception, in one line. */
final class ReaderMessage {

    private static final int LONGEST = 500;

    private ReaderMessage() {}

    /** The messages of an exception and its causes, each said once. */
    static String of(final Throwable thrown) {
        final List<String> messages = new ArrayList<>();
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            final String message = message(each);
            if (messages.stream().noneMatch(said -> said.contains(message))) {
                messages.add(message);
            }
        }
        final String text = String.join(": ", messages);
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    private static String message(final Throwable thrown) {
        final String message = thrown.getMessage();
        return message == null
                ? thrown.getClass().getSimpleName()
                : message.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
