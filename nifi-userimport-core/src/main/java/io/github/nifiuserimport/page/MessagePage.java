// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static io.github.nifiuserimport.page.Part.attribute;
import static io.github.nifiuserimport.page.Part.styled;

import java.util.Optional;

/** A page that says why there is nothing else to see. */
public final class MessagePage {

    private MessagePage() {}

    /**
     * A page.
     *
     * @param reason a sentence without its full stop
     * @param list the list of jobs, seen from the page; nothing where it is no way on
     */
    public static Element page(final int status, final String reason, final Optional<String> list) {
        final String title =
                switch (status) {
                    case 404 -> "Not found";
                    case 503 -> "Try again shortly";
                    case 400 -> "Bad request";
                    case 401 -> "Log in";
                    case 403 -> "Not allowed";
                    case 405 -> "Not possible here";
                    case 409 -> "Not possible";
                    case 429 -> "Too many requests";
                    default -> "Something went wrong";
                };
        final Element message =
                Element.of(
                        "div",
                        styled("card message"),
                        Element.of("p", styled("code"), Part.text(Integer.toString(status))),
                        Element.of("h1", title),
                        Element.of("p", Element.of("bdi", reason), Part.text(".")));
        return Document.of(
                title,
                // It says itself when to ask again.
                status == 503 ? 5 : 0,
                list.map(link -> message.with(wayOn(link))).orElse(message));
    }

    private static Element wayOn(final String list) {
        return Element.of("p", Element.of("a", attribute("href", list), Part.text("All imports")));
    }
}
