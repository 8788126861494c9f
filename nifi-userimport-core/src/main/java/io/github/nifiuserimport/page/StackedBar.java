// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static io.github.nifiuserimport.page.Part.attribute;
import static io.github.nifiuserimport.page.Part.styled;

import io.github.nifiuserimport.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Shares of a whole as one bar, with a legend that gives name, number and share of each: the bar's
 * colours say nothing that the legend does not say in words.
 */
final class StackedBar {

    private static final double WIDTH = 1000;

    /** So wide that it is seen, however small the share. */
    private static final double MIN_WIDTH = 6;

    /**
     * A share.
     *
     * @param name as in the legend
     * @param tone its class in the style sheet
     * @param number how many
     */
    record Share(String name, String tone, long number) {}

    private StackedBar() {}

    /**
     * @param what of which they are shares, for those who hear the page
     * @param shares in the order of the bar
     */
    static Element of(final String what, final List<Share> shares) {
        final long whole = shares.stream().mapToLong(Share::number).sum();
        return Element.of(
                "figure",
                styled("shares"),
                bar(what, shares, whole),
                Element.of("ul", styled("legend"))
                        .with(shares.stream().map(share -> legend(share, whole)).toList()));
    }

    private static Element bar(final String what, final List<Share> shares, final long whole) {
        final List<Part> rectangles = new ArrayList<>();
        final List<String> words = new ArrayList<>();
        final List<Share> seen = shares.stream().filter(share -> share.number() > 0).toList();
        final double rest = WIDTH - MIN_WIDTH * seen.size();
        double x = 0;
        for (final Share share : seen) {
            final double width = MIN_WIDTH + rest * share.number() / whole;
            rectangles.add(
                    Element.of(
                            "rect",
                            styled("fill-" + share.tone()),
                            attribute("x", decimal(x)),
                            attribute("y", "0"),
                            attribute("width", decimal(width)),
                            attribute("height", "28")));
            words.add(PlainWords.number(share.number()) + " " + share.name());
            x += width;
        }
        return Element.of(
                        "svg",
                        styled("bar"),
                        attribute("viewBox", "0 0 1000 28"),
                        attribute("preserveAspectRatio", "none"),
                        attribute("role", "img"),
                        attribute(
                                "aria-label",
                                what
                                        + ": "
                                        + (words.isEmpty() ? "none" : String.join(", ", words))))
                .with(rectangles);
    }

    private static Element legend(final Share share, final long whole) {
        return Element.of(
                "li",
                Element.of(
                        "svg",
                        styled("key"),
                        attribute("viewBox", "0 0 10 10"),
                        attribute("aria-hidden", "true"),
                        Element.of(
                                "rect",
                                styled("fill-" + share.tone()),
                                attribute("width", "10"),
                                attribute("height", "10"),
                                attribute("rx", "2"))),
                Element.of("span", styled("name"), Part.text(share.name())),
                Element.of("strong", PlainWords.number(share.number())),
                Element.of(
                        "span",
                        styled("share"),
                        Part.text(PlainWords.percent(share.number(), whole))));
    }

    private static String decimal(final double number) {
        return Text.format("%.2f", number);
    }
}
