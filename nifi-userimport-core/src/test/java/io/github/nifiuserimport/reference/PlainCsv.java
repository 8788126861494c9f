// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.reference;

import java.util.ArrayList;
import java.util.List;

/** CSV of RFC 4180, character by character. */
public final class PlainCsv {

    /** A cell without its quotes. */
    public record Cell(String text, boolean quoted) {}

    /**
     * A row.
     *
     * @param line of the file on which it starts, from 1
     */
    public record Line(int line, List<Cell> cells) {

        /** The cells' texts. */
        public List<String> texts() {
            return cells.stream().map(Cell::text).toList();
        }

        boolean isBlank() {
            return cells.stream().allMatch(cell -> cell.text.isEmpty());
        }
    }

    private final String text;
    private final char delimiter;
    private final List<Line> lines = new ArrayList<>();
    private int at;
    private int line = 1;

    private PlainCsv(final String text, final char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    /**
     * The rows of a file, the first of them its header. Those in which no cell has a text are left
     * out. Spaces and tabs around cells are dropped, and those around quotes.
     *
     * @throws IllegalArgumentException when the quotes are wrong
     */
    public static List<Line> parse(final String text, final char delimiter) {
        final PlainCsv csv = new PlainCsv(text, delimiter);
        while (csv.at < text.length()) {
            csv.readLine();
        }
        final List<Line> kept = new ArrayList<>();
        for (final Line each : csv.lines) {
            if (!each.isBlank()) {
                kept.add(each);
            }
        }
        return kept;
    }

    private void readLine() {
        final int start = line;
        final List<Cell> cells = new ArrayList<>();
        cells.add(readCell());
        while (at < text.length() && text.charAt(at) == delimiter) {
            at++;
            cells.add(readCell());
        }
        if (at < text.length()) {
            takeLineEnd();
        }
        lines.add(new Line(start, cells));
    }

    private Cell readCell() {
        final int start = at;
        passSpaces();
        if (at < text.length() && text.charAt(at) == '"') {
            final Cell cell = readQuoted();
            passSpaces();
            if (at < text.length() && !ends(text.charAt(at))) {
                throw new IllegalArgumentException("text follows a closing quote");
            }
            return cell;
        }
        at = start;
        return readBare();
    }

    private void passSpaces() {
        while (at < text.length()
                && text.charAt(at) != delimiter
                && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private Cell readBare() {
        final int start = at;
        while (at < text.length() && !ends(text.charAt(at))) {
            at++;
        }
        return new Cell(text.substring(start, at).replaceAll("^[ \t]+|[ \t]+$", ""), false);
    }

    private Cell readQuoted() {
        final StringBuilder cell = new StringBuilder();
        at++;
        while (true) {
            if (at == text.length()) {
                throw new IllegalArgumentException("a quote is never closed");
            }
            if (text.startsWith("\"\"", at)) {
                cell.append('"');
                at += 2;
            } else if (text.charAt(at) == '"') {
                at++;
                break;
            } else if (text.charAt(at) == '\r' || text.charAt(at) == '\n') {
                final int from = at;
                takeLineEnd();
                cell.append(text, from, at);
            } else {
                cell.append(text.charAt(at++));
            }
        }
        return new Cell(cell.toString(), true);
    }

    private boolean ends(final char c) {
        return c == delimiter || c == '\r' || c == '\n';
    }

    private void takeLineEnd() {
        at += text.startsWith("\r\n", at) ? 2 : 1;
        line++;
    }
}
