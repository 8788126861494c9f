// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.Access;
import io.github.nifiuserimport.api.AccessKeys;
import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.OwnFormat;
import io.github.nifiuserimport.api.StatusAccess;
import io.github.nifiuserimport.api.StatusAnswer;
import io.github.nifiuserimport.api.StatusRequest;
import io.github.nifiuserimport.api.StatusService;
import io.github.nifiuserimport.job.StoreException;
import java.io.IOException;
import java.util.function.Function;

/** What may be done to a job that is known: it is cancelled, or undone. */
final class JobChanges {

    private final AccessKeys keys;
    private final Function<Access.Granted, StatusService> services;
    private final StatusRequest.OneJob wanted;

    /**
     * @param services answers for whoever was let in
     * @param wanted the job
     */
    JobChanges(
            final AccessKeys keys,
            final Function<Access.Granted, StatusService> services,
            final StatusRequest.OneJob wanted) {
        this.keys = keys;
        this.services = services;
        this.wanted = wanted;
    }

    JobChangeExchange.Change cancelling() {
        return new JobChangeExchange.Change() {
            @Override
            public Access check(final ApiRequest request) {
                return StatusAccess.checkChange(request, keys, "cancels", "cancel");
            }

            @Override
            public StatusAnswer make(final Access.Granted granted) throws StoreException {
                return services.apply(granted).cancel(wanted);
            }
        };
    }

    /**
     * @param client address of whoever asks
     * @param path that was asked for
     */
    JobChangeExchange.Change undoing(
            final ImportReceiver receiver, final String client, final String path) {
        return new JobChangeExchange.Change() {
            @Override
            public Access check(final ApiRequest request) {
                return StatusAccess.checkChange(request, keys, "undoes", "undo");
            }

            @Override
            public StatusAnswer make(final Access.Granted granted)
                    throws StoreException, IOException {
                return undo(services.apply(granted), receiver, granted.app(), client, path);
            }
        };
    }

    private StatusAnswer undo(
            final StatusService service,
            final ImportReceiver receiver,
            final String app,
            final String client,
            final String path)
            throws StoreException, IOException {
        if (!receiver.takesUndos()) {
            return refused(403, StatusService.UNDOES_NOTHING);
        }
        if (!receiver.hasRoomForUndos()) {
            return refused(503, "Too much is waiting to be done; try again");
        }
        try (ImportReceiver.Intake intake = receiver.begin()) {
            intake.describe(new ImportReceiver.Undo(intake.id(), app, wanted.id(), path, client));
            return service.undo(wanted, intake.id(), intake.id(), intake::handOver);
        }
    }

    private StatusAnswer refused(final int status, final String reason) {
        return new StatusAnswer.NotFound(
                reason, ((OwnFormat) wanted.format()).refused(status, reason));
    }
}
