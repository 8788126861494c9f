// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static io.github.nifiuserimport.page.Part.styled;

/** A page that says why there is nothing else to see. */
public final class MessagePage {

    private MessagePage() {}

    public static Element page(final int status, final String reason) {
        final String title =
                switch (status) {
                    case 404 -> "Not found";
                    case 503 -> "Try again shortly";
                    case 400 -> "Bad request";
                    default -> "Something went wrong";
                };
        return Document.of(
                title,
                // It says itself when to ask again.
                status == 503 ? 5 : 0,
                Element.of(
                        "div",
                        styled("card message"),
                        Element.of("p", styled("code"), Part.text(Integer.toString(status))),
                        Element.of("h1", title),
                        Element.of("p", Element.of("bdi", reason), Part.text("."))));
    }
}
