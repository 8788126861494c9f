// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static io.github.nifiuserimport.page.Part.attribute;
import static io.github.nifiuserimport.page.Part.styled;

import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.text.Text;
import java.util.Locale;

/**
 * A page that asks whether something is to be done to a job, which its form says. Its address is
 * that of the job with the answer's name behind it, and its form is sent there.
 *
 * @param yes what is done, as the beginning of a sentence
 * @param no label of the link back to the job
 * @param consequences of doing it
 */
record JobQuestion(String yes, String no, String consequences) {

    /**
     * The page.
     *
     * @param tokenName name of the field that shows that the form is of our own page
     * @param token its value
     */
    Element page(final JobStatus job, final String tokenName, final String token) {
        final String kind = job.isUndo() ? "undo" : "import";
        final Element form =
                Element.of(
                        "form",
                        styled("links"),
                        attribute("method", "post"),
                        attribute("action", "./" + yes.toLowerCase(Locale.ROOT)),
                        Element.of(
                                "input",
                                attribute("type", "hidden"),
                                attribute("name", tokenName),
                                attribute("value", token)),
                        Element.of(
                                "button",
                                styled("button danger"),
                                attribute("type", "submit"),
                                Part.text(yes + " the " + kind)),
                        Element.of(
                                "a",
                                attribute("href", "../" + PathSegment.encode(job.id())),
                                Part.text(no)));
        return Document.of(
                Text.format("%s the %s of %s?", yes, kind, job.fileName()),
                0,
                Element.of(
                        "header",
                        styled("card head"),
                        Element.of(
                                "div",
                                styled("title"),
                                Element.of(
                                        "h1",
                                        attribute("title", job.fileName()),
                                        Part.text(Text.format("%s the %s of ", yes, kind)),
                                        Element.of("bdi", job.fileName()),
                                        Part.text("?")),
                                StateBadge.of(job)),
                        Element.of("p", styled("verdict"), Part.text(consequences)),
                        form));
    }
}
