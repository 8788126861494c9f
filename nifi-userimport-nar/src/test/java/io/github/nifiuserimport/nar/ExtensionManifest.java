// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.nar;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What NiFi shows of our components: the manifest that the NAR's build writes. */
final class ExtensionManifest {

    private ExtensionManifest() {}

    /** Each component by its class's name. */
    static Map<String, Element> components(final String xml) {
        try {
            final Element root =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(xml)))
                            .getDocumentElement();
            final Map<String, Element> found = new TreeMap<>();
            elements(root, "extension").forEach(each -> found.put(text(each, "name"), each));
            return found;
        } catch (final IOException | ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The elements of a name, at whatever depth. */
    static List<Element> elements(final Element in, final String name) {
        final NodeList nodes = in.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .map(Element.class::cast)
                .toList();
    }

    /** The text of the first element of a name, or nothing. */
    static String text(final Element in, final String name) {
        return elements(in, name).stream().findFirst().map(Element::getTextContent).orElse("");
    }
}
