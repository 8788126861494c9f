// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.page.PathSegment;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The resources below {@code /imports}, and the history of a user, by their paths. */
public final class StatusPath {

    static final String ROOT = "/imports";

    /** The argument that asks for changes made before a time. */
    public static final String BEFORE = "before";

    static final String USERS = "/users/";

    private static final String HISTORY = "history";
    private static final String JSON = ".json";
    private static final String REJECTED = "rejected.";
    private static final String CANCEL = "cancel";
    private static final String UNDO = "undo";

    private StatusPath() {}

    /**
     * Whether a path is that of imports or below it.
     *
     * @param path as in the request's first line, without the query
     */
    public static boolean leadsToImports(final String path) {
        return path.equals(ROOT) || path.equals(ROOT + JSON) || path.startsWith(ROOT + "/");
    }

    /**
     * Whether a path is that of the history of a user.
     *
     * @param path as in the request's first line, without the query
     */
    public static boolean leadsToHistory(final String path) {
        final List<String> segments = segments(path, USERS);
        return segments.size() == 2
                && !segments.getFirst().isEmpty()
                && (segments.get(1).equals(HISTORY) || segments.get(1).equals(HISTORY + JSON));
    }

    private static List<String> segments(final String path, final String root) {
        return path.startsWith(root)
                ? List.of(path.substring(root.length()).split("/", -1))
                : List.of();
    }

    /**
     * What a GET asks for, with its query.
     *
     * @param path as in the request's first line, without the query
     * @param accept the header, or null when there was none
     * @param arguments of the query
     */
    public static StatusRequest request(
            final String path, final String accept, final Map<String, String> arguments) {
        return leadsToHistory(path)
                ? history(segments(path, USERS), accept, arguments.getOrDefault(BEFORE, ""))
                : request(path, accept);
    }

    private static StatusRequest history(
            final List<String> segments, final String accept, final String before) {
        final OwnFormat format =
                segments.get(1).endsWith(JSON) || wantsJson(accept)
                        ? OwnFormat.JSON
                        : OwnFormat.HTML;
        try {
            return new StatusRequest.History(
                    PathSegment.decode(segments.getFirst()),
                    before.isBlank()
                            ? Optional.empty()
                            : Optional.of(Instant.parse(before.strip())),
                    format);
        } catch (final DateTimeParseException noTime) {
            return new StatusRequest.Faulty(
                    "before is no time such as 2026-11-28T09:30:00Z: " + Quoted.of(before), format);
        }
    }

    /**
     * What a GET asks for.
     *
     * @param path as in the request's first line, without the query
     * @param accept the header, or null when there was none
     */
    public static StatusRequest request(final String path, final String accept) {
        final OwnFormat preferred = preferred(accept);
        if (path.equals(ROOT)) {
            return new StatusRequest.Latest(preferred, "imports/");
        }
        if (path.equals(ROOT + "/")) {
            return new StatusRequest.Latest(preferred, "");
        }
        if (path.equals(ROOT + JSON)) {
            return new StatusRequest.Latest(OwnFormat.JSON, "imports/");
        }
        if (path.startsWith(ROOT + "/")) {
            final List<String> segments = List.of(path.substring(ROOT.length() + 1).split("/", -1));
            if (!segments.contains("")) {
                return request(path, segments, accept, preferred);
            }
        }
        return new StatusRequest.Unknown(path, preferred);
    }

    private static StatusRequest request(
            final String path,
            final List<String> segments,
            final String accept,
            final OwnFormat preferred) {
        final String name = segments.getFirst();
        if (segments.size() == 1) {
            if (name.endsWith(JSON) && name.length() > JSON.length()) {
                final String stem = name.substring(0, name.length() - JSON.length());
                return new StatusRequest.OneJob(PathSegment.decode(stem), OwnFormat.JSON);
            }
            return new StatusRequest.OneJob(
                    PathSegment.decode(name), wantsJson(accept) ? OwnFormat.JSON : OwnFormat.HTML);
        }
        if (segments.size() == 2) {
            final String file = segments.get(1);
            if (file.equals(CANCEL)) {
                return new StatusRequest.CancelQuestion(PathSegment.decode(name));
            }
            if (file.equals(UNDO)) {
                return new StatusRequest.UndoQuestion(PathSegment.decode(name));
            }
            if (file.equals("responses.jsonl")) {
                return new StatusRequest.Responses(PathSegment.decode(name));
            }
            if (file.equals("rejected.csv") || file.equals("rejected.jsonl")) {
                return new StatusRequest.RejectedRows(
                        PathSegment.decode(name), file.substring(REJECTED.length()));
            }
        }
        return new StatusRequest.Unknown(path, preferred);
    }

    /**
     * The methods that are taken on a path, for the header Allow.
     *
     * @param path as in the request's first line, without the query
     */
    public static List<String> methods(final String path) {
        return switch (request(path, null)) {
            case StatusRequest.OneJob job -> List.of("GET", "HEAD", "DELETE");
            case StatusRequest.CancelQuestion question -> List.of("GET", "HEAD", "POST");
            case StatusRequest.UndoQuestion question -> List.of("GET", "HEAD", "POST");
            default -> List.of("GET", "HEAD");
        };
    }

    /**
     * The job that a request is to cancel, and the form of the answer: {@code DELETE} of the job,
     * or {@code POST} to where it is asked about that, as our own page's form does.
     *
     * @param method as in the request's first line
     * @param path as there, without the query
     * @param accept the header, or null when there was none
     * @return nothing where a request cancels none
     */
    public static Optional<StatusRequest.OneJob> cancelled(
            final String method, final String path, final String accept) {
        final String id =
                switch (request(path, accept)) {
                    case StatusRequest.OneJob job when method.equals("DELETE") -> job.id();
                    case StatusRequest.CancelQuestion question when method.equals("POST") ->
                            question.id();
                    default -> null;
                };
        return Optional.ofNullable(id)
                .map(
                        job ->
                                new StatusRequest.OneJob(
                                        job,
                                        path.endsWith(JSON) ? OwnFormat.JSON : preferred(accept)));
    }

    /**
     * The job that a request is to have undone, and the form of the answer: {@code POST} to where
     * it is asked about that, as our own page's form does.
     *
     * @param method as in the request's first line
     * @param path as there, without the query
     * @param accept the header, or null when there was none
     * @return nothing where a request undoes none
     */
    public static Optional<StatusRequest.OneJob> undone(
            final String method, final String path, final String accept) {
        return method.equals("POST")
                        && request(path, accept) instanceof StatusRequest.UndoQuestion question
                ? Optional.of(new StatusRequest.OneJob(question.id(), preferred(accept)))
                : Optional.empty();
    }

    /** A job's page, seen from where it is asked whether to cancel or to undo one. */
    public static String jobFromQuestion(final String id) {
        return "../" + PathSegment.encode(id);
    }

    /**
     * The list of jobs, seen from another page: without scheme, host and what a proxy has put
     * before the path.
     *
     * @param path of that page
     */
    static String listFrom(final String path) {
        final long folders = path.chars().filter(each -> each == '/').count() - 1;
        return (folders <= 0 ? "." : "..".concat("/..".repeat((int) folders - 1))) + ROOT;
    }

    /**
     * The reply to a method that is not taken on a path of imports: what came with it, be it a
     * file, is not used, and that is said.
     *
     * @param path as in the request's first line, without the query
     * @param accept the header, or null when there was none
     */
    public static HttpReply methodNotAllowed(
            final String method, final String path, final String accept) {
        final String fault =
                method
                        + " is not taken here, where it is told how imports go; send a file with"
                        + " POST /users/import";
        return preferred(accept)
                .refused(405, fault, listFrom(path))
                .with("Allow", String.join(", ", methods(path)));
    }

    /** The form for somebody who does not say it in the path. */
    private static OwnFormat preferred(final String accept) {
        return takesPages(accept) ? OwnFormat.HTML : OwnFormat.JSON;
    }

    /**
     * Whether an Accept header asks for a page: a browser says so; others do not care, or want
     * JSON.
     *
     * @param accept null when there was none
     */
    public static boolean takesPages(final String accept) {
        return names(accept, "text/html");
    }

    private static boolean wantsJson(final String accept) {
        return names(accept, "application/json") && !takesPages(accept);
    }

    private static boolean names(final String accept, final String type) {
        return accept != null && accept.toLowerCase(Locale.ROOT).contains(type);
    }
}
