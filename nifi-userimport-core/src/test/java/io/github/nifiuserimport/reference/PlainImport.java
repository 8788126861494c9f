// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.reference;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Imports whole files, row after row. */
public final class PlainImport {

    /**
     * What became of a file.
     *
     * @param fault why all of it failed, or null
     * @param rejected lines of the rows that were not applied
     * @param skipped lines of the rows whose user was not to be created
     * @param warned lines of warnings, a line as often as it was warned of
     */
    public record Outcome(
            String fault, List<Integer> rejected, List<Integer> skipped, List<Integer> warned) {}

    private final PlainUsers users = new PlainUsers();

    /** The users after the files so far, as JSON would have them. */
    public List<Map<String, Object>> profiles(final Instant imported) {
        return users.shown(imported);
    }

    /** Imports one more file. */
    public Outcome run(final byte[] content, final PlainSettings settings) {
        final List<Integer> rejected = new ArrayList<>();
        final List<Integer> skipped = new ArrayList<>();
        final List<Integer> warned = new ArrayList<>();
        try {
            final List<PlainCsv.Line> lines = lines(content, settings);
            final List<String> names = new ArrayList<>(lines.getFirst().texts());
            while (names.getLast().isEmpty()) {
                names.removeLast();
            }
            final PlainHeader header = new PlainHeader(names, settings);
            for (final PlainCsv.Line line : lines.subList(1, lines.size())) {
                if (own(line, header).stream()
                        .map(PlainCsv.Cell::text)
                        .toList()
                        .equals(names.subList(0, header.paths.size()))) {
                    skipped.add(line.line());
                    warned.add(line.line());
                    continue;
                }
                try {
                    final PlainRow row = row(line, header, settings);
                    row.warnings().forEach(warning -> warned.add(line.line()));
                    if (!row.apply(users, () -> warned.add(line.line()))) {
                        skipped.add(line.line());
                        warned.add(line.line());
                    }
                } catch (final PlainReject reject) {
                    rejected.add(line.line());
                }
            }
            return new Outcome(null, rejected, skipped, warned);
        } catch (final PlainFault fault) {
            return new Outcome(fault.getMessage(), List.of(), List.of(), List.of());
        }
    }

    private static List<PlainCsv.Line> lines(final byte[] content, final PlainSettings settings)
            throws PlainFault {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (final CharacterCodingException torn) {
            throw new PlainFault("not UTF-8");
        }
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        final List<PlainCsv.Line> lines;
        try {
            lines = PlainCsv.parse(text, settings.delimiter());
        } catch (final IllegalArgumentException quotes) {
            throw new PlainFault(quotes.getMessage());
        }
        if (lines.isEmpty()) {
            throw new PlainFault("empty");
        }
        return lines;
    }

    /** A row's cells, without those of the error, and without empty ones behind its columns. */
    private static List<PlainCsv.Cell> own(final PlainCsv.Line line, final PlainHeader header) {
        final List<PlainCsv.Cell> cells = new ArrayList<>(line.cells());
        final int columns = header.paths.size();
        if (header.ofRejectedRows) {
            for (int i = 0; i < 3 && cells.size() > columns; i++) {
                cells.remove(columns);
            }
        }
        if (cells.size() > columns
                && cells.subList(columns, cells.size()).stream()
                        .allMatch(cell -> cell.text().isEmpty())) {
            return cells.subList(0, columns);
        }
        return cells;
    }

    private static String unwrapped(final String text) {
        return text.matches("(?s)=\"([^\"]|\"\")*\"")
                ? text.substring(2, text.length() - 1).replace("\"\"", "\"")
                : text;
    }

    private static PlainRow row(
            final PlainCsv.Line line, final PlainHeader header, final PlainSettings settings)
            throws PlainReject {
        final List<PlainCsv.Cell> cells = own(line, header);
        final int columns = header.paths.size();
        if (cells.size() != columns) {
            throw new PlainReject("number of cells");
        }
        final Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < columns; i++) {
            final PlainCsv.Cell cell = cells.get(i);
            if (header.ofRejectedRows && cell.text().equals("<missing>")) {
                throw new PlainReject("missing");
            }
            final List<String> path = header.paths.get(i);
            final String text = unwrapped(cell.text());
            final boolean given = !text.isEmpty() && (cell.quoted() || !text.equals("\\N"));
            if (!path.isEmpty() && (given || settings.clears())) {
                put(values, path, given ? value(path, text, header.dashly) : null);
            }
        }
        return header.dashly
                ? PlainRow.dashly(values, settings)
                : PlainRow.leanplum(values, header, settings);
    }

    private static Object value(final List<String> path, final String text, final boolean dashly)
            throws PlainReject {
        if (text.contains(PlainValue.NUL)) {
            throw new PlainReject("NUL");
        }
        return text.isEmpty() || isText(path, dashly) ? text : PlainValue.of(text);
    }

    private static boolean isText(final List<String> path, final boolean dashly) {
        if (dashly) {
            return path.equals(List.of("$user_id")) || path.equals(List.of("$email"));
        }
        return switch (path.getFirst()) {
            case "userAttributes" -> path.size() == 2 && path.get(1).equalsIgnoreCase("email");
            case "userAttributeValuesToAdd", "userAttributeValuesToRemove", "params", "devices" ->
                    false;
            default -> path.size() > 1 || !PlainHeader.GROUPS.contains(path.getFirst());
        };
    }

    @SuppressWarnings("unchecked")
    private static void put(
            final Map<String, Object> values, final List<String> path, final Object value) {
        Map<String, Object> parent = values;
        for (final String segment : path.subList(0, path.size() - 1)) {
            parent =
                    (Map<String, Object>)
                            parent.computeIfAbsent(segment, name -> new LinkedHashMap<>());
        }
        parent.put(path.getLast(), value);
    }
}
