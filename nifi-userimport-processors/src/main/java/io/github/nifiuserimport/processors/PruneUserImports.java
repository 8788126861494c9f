// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.Pruned;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.services.UserStore;
import io.github.nifiuserimport.text.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.PrimaryNodeOnly;
import org.apache.nifi.annotation.behavior.TriggerSerially;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.configuration.DefaultSchedule;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.scheduling.SchedulingStrategy;

@Tags({"user", "import", "prune", "purge", "retention", "cleanup", "history", "postgresql"})
@InputRequirement(Requirement.INPUT_FORBIDDEN)
@TriggerSerially
@PrimaryNodeOnly
@DefaultSchedule(strategy = SchedulingStrategy.TIMER_DRIVEN, period = "1 day")
@CapabilityDescription(
        """
        Removes what a User Store keeps of imports that ended long ago: their rejected rows and
        warnings and, if wanted, the jobs themselves; and of what users were before they were changed,
        what is older than the store's "Keep History For". Profiles, devices and events are never
        removed.
        """)
@UseCase(
        description =
                "Keep the rejected rows of imports, which contain users' data, for 30 days only.",
        keywords = {"retention", "gdpr", "cleanup"},
        configuration =
                """
                Set "User Store" to the PostgreSQLUserStore of the imports. By default the processor
                runs once a day, keeps rejected rows and warnings for 30 days, and jobs forever.
                """)
@WritesAttribute(attribute = "mime.type", description = "application/json")
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.PutUserImport",
            "io.github.nifiuserimport.services.PostgreSQLUserStore"
        })
public class PruneUserImports extends AbstractProcessor {

    static final PropertyDescriptor USER_STORE = ImportProperties.USER_STORE;

    static final PropertyDescriptor KEEP_ROWS =
            ImportProperties.period("Keep Rejected Rows For", "30 days")
                    .description(
                            """
                            How long the rejected rows and warnings of an import are kept after its
                            end. How many there were is kept as long as the job.
                            """)
                    .build();

    static final PropertyDescriptor KEEP_JOBS =
            ImportProperties.optionalPeriod("Keep Jobs For")
                    .description(
                            """
                            How long the job of an import is kept after its end; if empty, forever. The
                            job is the record that a file was imported: a file that comes again after
                            its job was removed, such as an object that is still in a bucket, is
                            imported again.
                            """)
                    .build();

    static final Relationship SUCCESS =
            new Relationship.Builder()
                    .name("success")
                    .description(
                            "One JSON object with the numbers of what was removed, if anything was")
                    .autoTerminateDefault(true)
                    .build();

    private static final List<PropertyDescriptor> PROPERTIES =
            List.of(USER_STORE, KEEP_ROWS, KEEP_JOBS);

    private static final Set<Relationship> RELATIONSHIPS = Relationships.inOrder(SUCCESS);

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final UserStore store =
                context.getProperty(USER_STORE).asControllerService(UserStore.class);
        final Instant now = Instant.now();
        try {
            Pruned pruned = Pruned.NOTHING;
            if (context.getProperty(KEEP_JOBS).isSet()) {
                pruned =
                        pruned.plus(
                                store.pruneJobs(
                                        now.minus(ImportProperties.duration(context, KEEP_JOBS))));
            }
            pruned =
                    pruned.plus(
                            store.pruneRows(
                                    now.minus(ImportProperties.duration(context, KEEP_ROWS))));
            pruned = pruned.plus(store.pruneHistory());
            tell(session, pruned);
        } catch (final StoreException away) {
            getLogger()
                    .warn(
                            "Not all old imports were removed; the next run goes on: {}",
                            away.getMessage(),
                            away);
            context.yield();
        }
    }

    private void tell(final ProcessSession session, final Pruned pruned) {
        if (pruned.equals(Pruned.NOTHING)) {
            return;
        }
        final String json =
                Text.format(
                        "{\"jobs\":%d,\"rejected_rows\":%d,\"warnings\":%d,\"changes\":%d}",
                        pruned.jobs(), pruned.rowErrors(), pruned.rowWarnings(), pruned.changes());
        getLogger().info("Removed what was kept of old imports: {}", json);
        FlowFile counts = session.create();
        counts =
                session.write(
                        counts, output -> output.write(json.getBytes(StandardCharsets.UTF_8)));
        counts = session.putAttribute(counts, CoreAttributes.MIME_TYPE.key(), "application/json");
        session.transfer(counts, SUCCESS);
    }
}
