// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api.dashly;

import io.github.nifiuserimport.api.ImportRequest;
import io.github.nifiuserimport.api.Quoted;
import io.github.nifiuserimport.api.SentFile;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.dashly.TagNames;
import io.github.nifiuserimport.row.Delimiter;
import io.github.nifiuserimport.text.Text;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the arguments of Dashly's {@code users/import} (docs/dashly.md, "The call"). */
final class DashlyArguments {

    /** The app whose token it is. */
    static final String SELF_APP = "$self_app";

    /** What curl's --data sends of "file=@users.csv": the words, not the file. */
    private static final Pattern PATH = Pattern.compile("@[^\\r\\n]+[\\r\\n]*");

    private DashlyArguments() {}

    /**
     * The import that the arguments ask for, or the first thing that is wrong with them.
     *
     * @param method the request's, or null when it did not come over HTTP
     * @param app the app that may be imported into
     * @param mostBytes how large a file may be
     */
    static ImportRequest check(
            final String method,
            final Map<String, String> arguments,
            final String app,
            final SentFile file,
            final long mostBytes) {
        if (method != null && !method.equals("POST")) {
            return new ImportRequest.Refused(
                    405, method + " is not taken here; send the file with POST");
        }
        final String named = arguments.getOrDefault("app", "");
        if (named.isEmpty()) {
            return refused("app is missing; give the app's id, or " + SELF_APP);
        }
        if (!means(named, app)) {
            return new ImportRequest.Refused(403, otherApp(named));
        }
        return file(file, mostBytes).orElseGet(() -> settings(arguments));
    }

    /** Whether the argument app means the app that the token is of. */
    static boolean means(final String named, final String app) {
        return named.equals(SELF_APP) || named.equals(app);
    }

    /** What is said of an argument app that means another. */
    static String otherApp(final String named) {
        return "app: " + Quoted.of(named) + " is not the app of this token";
    }

    private static Optional<ImportRequest> file(final SentFile file, final long mostBytes) {
        if (file.count() == 0) {
            return Optional.of(refused("file is missing; send it with curl -F file=@users.csv"));
        }
        if (file.count() > 1) {
            return Optional.of(
                    refused("file: the request has " + file.count() + " files; send one"));
        }
        if (file.bytes() > mostBytes) {
            return Optional.of(
                    new ImportRequest.Refused(
                            413,
                            Text.format(
                                    "file: has %,d bytes, at most %,d are taken; split it",
                                    file.bytes(), mostBytes)));
        }
        if (PATH.matcher(file.beginning()).matches()) {
            return Optional.of(
                    refused(
                            "file: "
                                    + Quoted.of(file.beginning().strip())
                                    + " is the name of a file, not the file; use curl -F"
                                    + " file=@users.csv or --data-urlencode file@users.csv"));
        }
        return Optional.empty();
    }

    private static ImportRequest settings(final Map<String, String> arguments) {
        final String key = arguments.getOrDefault("merge_field", "");
        final Optional<ImportKey> importKey =
                key.isEmpty() ? Optional.of(ImportKey.USER_ID) : ImportKey.named(key);
        if (importKey.isEmpty()) {
            return refused(
                    "merge_field: " + Quoted.of(key) + " is not known; use $user_id or $email");
        }
        // Given, and empty: curl's -F takes the semicolon of delimiter=; for its own.
        final String between = arguments.getOrDefault("delimiter", "\t");
        final Optional<Delimiter> delimiter = delimiter(between);
        if (delimiter.isEmpty()) {
            return refused(
                    "delimiter: "
                            + Quoted.of(between)
                            + " is not taken; use , | ; a tab (also as \\t) or a space");
        }
        final String tags = arguments.getOrDefault("tags", "");
        try {
            TagNames.parse(tags);
        } catch (final IllegalArgumentException none) {
            return refused("tags: " + none.getMessage());
        }
        return new ImportRequest.Upload(importKey.get(), tags, delimiter.get());
    }

    private static Optional<Delimiter> delimiter(final String text) {
        return switch (text) {
            case "" -> Optional.of(Delimiter.DETECT);
            case "\t", "\\t" -> Optional.of(Delimiter.TAB);
            case "," -> Optional.of(Delimiter.COMMA);
            case ";" -> Optional.of(Delimiter.SEMICOLON);
            case "|" -> Optional.of(Delimiter.PIPE);
            case " " -> Optional.of(Delimiter.SPACE);
            default -> Optional.empty();
        };
    }

    private static ImportRequest refused(final String error) {
        return new ImportRequest.Refused(400, error);
    }
}
