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

/**
 * The FlowFiles of one file's parts. While the file is split, {@link #open} gives a stream for each
 * part; afterwards {@link #all} or {@link #whole} gives the FlowFiles with the attributes that make
 * PutUserImport apply them as one job. Only the session that reads the file may use them.
 */
final class PartFlowFiles implements PartOutputs {

    /** The attributes that make a FlowFile a part. */
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

    /** Imported again, rows of a job are a job of their own, and no part of that one. */
    static FlowFile asNewFile(final ProcessSession session, final FlowFile rows) {
        return session.removeAllAttributes(
                session.removeAttribute(rows, ImportAttributes.ID), ATTRIBUTES);
    }

    @Override
    public OutputStream open(final int part) {
        final FlowFile created = session.create(file);
        written.put(part, created);
        return session.write(created);
    }

    /**
     * The parts that were written, ready to be transferred.
     *
     * @param split how the rows were divided, such as {@code 4 ranges of userId}
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

    /** A copy of the file as the only part; what was written of others is dropped. */
    List<FlowFile> whole() {
        remove();
        return List.of(with(session.clone(file), attributes(0, 1)));
    }

    /** Drops what was written. */
    void remove() {
        session.remove(written.values());
        written.clear();
    }

    /** The file itself with the attributes that tell of its parts. */
    FlowFile original(final int parts) {
        final Map<String, String> attributes = attributes(0, parts);
        // It is no part itself.
        attributes.remove(FragmentAttributes.FRAGMENT_INDEX.key());
        attributes.remove(FragmentAttributes.SEGMENT_ORIGINAL_FILENAME.key());
        return with(file, attributes);
    }

    private FlowFile with(final FlowFile each, final Map<String, String> attributes) {
        // The file may have failed before and been corrected since, or be the rejected rows of a
        // part: what it brings along is not true of the new parts.
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
