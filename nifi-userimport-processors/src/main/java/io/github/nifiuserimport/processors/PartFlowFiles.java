// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.csv.LineColumn;
import io.github.nifiuserimport.job.split.PartOutputs;
import io.github.nifiuserimport.services.PartAttribute;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.flowfile.attributes.FragmentAttributes;
import org.apache.nifi.processor.ProcessSession;

/** The FlowFiles that the parts of one file are written to. */
final class PartFlowFiles implements PartOutputs {

    /** By which a FlowFile is a part. */
    static final Set<String> ATTRIBUTES =
            Set.of(
                    FragmentAttributes.FRAGMENT_ID.key(),
                    FragmentAttributes.FRAGMENT_INDEX.key(),
                    FragmentAttributes.FRAGMENT_COUNT.key(),
                    FragmentAttributes.SEGMENT_ORIGINAL_FILENAME.key(),
                    ImportAttributes.FILE_SIZE,
                    ImportAttributes.SPLIT,
                    PartAttribute.LINE_COLUMN);

    private final ProcessSession session;
    private final FlowFile file;
    private final String importId;
    private final Map<Integer, FlowFile> written = new TreeMap<>();

    PartFlowFiles(final ProcessSession session, final FlowFile file, final String importId) {
        this.session = session;
        this.file = file;
        this.importId = importId;
    }

    @Override
    public OutputStream open(final int part) {
        final FlowFile created = session.create(file);
        written.put(part, created);
        return session.write(created);
    }

    /**
     * The parts that were written, ready to be sent.
     *
     * @param split how the rows were told apart
     */
    List<FlowFile> all(final String split) {
        final List<FlowFile> parts = new ArrayList<>(written.size());
        for (final FlowFile part : written.values()) {
            final Map<String, String> attributes = attributes(parts.size(), written.size());
            attributes.put(ImportAttributes.FILE_SIZE, Long.toString(file.getSize()));
            attributes.put(ImportAttributes.SPLIT, split);
            attributes.put(PartAttribute.LINE_COLUMN, LineColumn.NAME);
            parts.add(with(part, attributes));
        }
        return parts;
    }

    /** The file itself as the only part, ready to be sent. */
    List<FlowFile> whole() {
        remove();
        return List.of(with(session.clone(file), attributes(0, 1)));
    }

    /** Lets go of what was written. */
    void remove() {
        session.remove(written.values());
        written.clear();
    }

    /** The file, knowing of its parts. */
    FlowFile original(final int parts) {
        final Map<String, String> attributes = attributes(0, parts);
        // It is none itself.
        attributes.remove(FragmentAttributes.FRAGMENT_INDEX.key());
        attributes.remove(FragmentAttributes.SEGMENT_ORIGINAL_FILENAME.key());
        return with(file, attributes);
    }

    private FlowFile with(final FlowFile each, final Map<String, String> attributes) {
        // An error of an earlier try, of the file before it was corrected; and it may have come
        // of another part.
        final FlowFile clean =
                session.removeAllAttributes(
                        session.removeAttribute(each, ImportAttributes.ERROR), ATTRIBUTES);
        return session.putAllAttributes(clean, attributes);
    }

    private Map<String, String> attributes(final int index, final int count) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(ImportAttributes.ID, importId);
        attributes.put(FragmentAttributes.FRAGMENT_ID.key(), importId);
        attributes.put(FragmentAttributes.FRAGMENT_INDEX.key(), Integer.toString(index));
        attributes.put(FragmentAttributes.FRAGMENT_COUNT.key(), Integer.toString(count));
        attributes.put(
                FragmentAttributes.SEGMENT_ORIGINAL_FILENAME.key(),
                file.getAttribute(CoreAttributes.FILENAME.key()));
        return attributes;
    }
}
