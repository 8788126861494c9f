// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static io.github.nifiuserimport.page.Part.attribute;
import static io.github.nifiuserimport.page.Part.styled;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A whole page, which needs nothing from anywhere. */
public final class Document {

    /** Our own style, and no other; its text stands in the page as it is. */
    private static final String STYLE = style();

    /** What a browser may do with a page: show it, in our style, and send us its form. */
    public static final String POLICY =
            Text.format(
                            "default-src 'none'; style-src 'sha256-%s'; img-src data:; base-uri 'none';",
                            sha256(STYLE))
                    + " form-action 'self'; frame-ancestors 'none'";

    private static final String ICON =
            "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
                    + "%3Crect width='16' height='16' rx='4' fill='%231f6feb'/%3E"
                    + "%3Cpath d='M8 3v6M5 7l3 3 3-3M4 13h8' stroke='white' stroke-width='2'"
                    + " fill='none'/%3E%3C/svg%3E";

    private static final String STYLE_PLACE = "<style></style>";

    private Document() {}

    /**
     * A page.
     *
     * @param refreshSeconds when to look again; 0 for never
     */
    static Element of(final String title, final int refreshSeconds, final Element... content) {
        final List<Element> head = new ArrayList<>();
        head.add(Element.of("meta", attribute("charset", "utf-8")));
        head.add(
                Element.of(
                        "meta",
                        attribute("name", "viewport"),
                        attribute("content", "width=device-width, initial-scale=1")));
        head.add(
                Element.of(
                        "meta",
                        attribute("name", "color-scheme"),
                        attribute("content", "light dark")));
        head.add(
                Element.of(
                        "meta",
                        attribute("name", "referrer"),
                        attribute("content", "same-origin")));
        if (refreshSeconds > 0) {
            head.add(
                    Element.of(
                            "meta",
                            attribute("http-equiv", "refresh"),
                            attribute("content", Integer.toString(refreshSeconds))));
        }
        head.add(Element.of("title", title));
        head.add(Element.of("link", attribute("rel", "icon"), attribute("href", ICON)));
        head.add(Element.of("style"));
        return Element.of(
                "html",
                attribute("lang", "en"),
                Element.of("head").with(head),
                Element.of("body", Element.of("main", styled("page")).with(List.of(content))));
    }

    /** The same page with one more word for programs in its head. */
    public static Element withMeta(final Element page, final String name, final String content) {
        final Element meta =
                Element.of("meta", attribute("name", name), attribute("content", content));
        return new Element(
                page.name(),
                page.parts().stream()
                        .map(
                                part ->
                                        part instanceof Element head && head.name().equals("head")
                                                ? head.with(meta)
                                                : part)
                        .toList());
    }

    /** Writes the page; the output stays open. */
    public static void write(final Element page, final OutputStream output) throws IOException {
        final StringBuilder html = new StringBuilder("<!DOCTYPE html>\n");
        page.write(html);
        // The first is that of the head: what stands before it is the title, escaped.
        final int style = html.indexOf(STYLE_PLACE);
        html.replace(style, style + STYLE_PLACE.length(), "<style>" + STYLE + "</style>");
        output.write(html.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String style() {
        try (InputStream style = Document.class.getResourceAsStream("page.css")) {
            return new String(style.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(final String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (final NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
