-- SPDX-License-Identifier: Apache-2.0

-- Before the tables of jobs, as imports do, which tell their job of a batch when its users are
-- written; and nobody who asks how imports go waits for the indexes.
LOCK TABLE user_profile, device, event IN SHARE MODE;

-- Finds what a job has made. Rows of one job lie together, so that a summary of some pages is enough:
-- next to nothing is written for it.
CREATE INDEX user_profile_created_by ON user_profile
    USING brin (created_by_job) WITH (pages_per_range = 32);
CREATE INDEX device_created_by ON device USING brin (created_by_job) WITH (pages_per_range = 32);
CREATE INDEX event_created_by ON event USING brin (created_by_job) WITH (pages_per_range = 32);

-- An undo is a job like others; this is the id of the job that it takes back.
ALTER TABLE import_job ADD COLUMN undoes text;
CREATE INDEX import_job_undoes ON import_job (undoes) WHERE undoes IS NOT NULL;
ALTER TABLE import_part ADD COLUMN users_deleted bigint NOT NULL DEFAULT 0;

-- What an undo has to do, in its order, found out once: a step is done in the transaction that moves
-- import_part.rows_done past it.
CREATE TABLE undo_step (
    job_id                    text        NOT NULL REFERENCES import_job (id) ON DELETE CASCADE,
    -- The rows_done at which it is the next one.
    position                  bigint      NOT NULL,
    kind                      text        NOT NULL,
    -- How many users, devices, events or addresses it looks at.
    rows                      bigint      NOT NULL CHECK (rows > 0),
    -- The changes that it takes back,
    changes                   bigint[],
    -- with what all of them did beside setting values, see history_change;
    operations                jsonb,
    -- or from which id to which it takes away what was made.
    first_id                  bigint,
    last_id                   bigint,
    PRIMARY KEY (job_id, position)
);

-- What an undo has put back: before that change, there was none.
CREATE TABLE history_restored (
    -- import_job.number of the undo
    job                       bigint      NOT NULL,
    -- The table that it is in, and its id there.
    kind                      text        NOT NULL,
    id                        bigint      NOT NULL,
    -- history_change.id
    change                    bigint      NOT NULL,
    PRIMARY KEY (job, kind, id)
);
CREATE INDEX history_restored_change ON history_restored (change);
CREATE INDEX history_restored_row ON history_restored (kind, id);

-- Likewise of addresses, which have no ids.
CREATE TABLE history_restored_address (
    job                       bigint      NOT NULL,
    email                     text        COLLATE "C" NOT NULL,
    change                    bigint      NOT NULL
);
CREATE INDEX history_restored_address_job ON history_restored_address (job);
CREATE INDEX history_restored_address_change ON history_restored_address (change);

-- Whether a row was changed later is asked for each row that an undo puts back.
CREATE INDEX device_before_device ON device_before (device, change);
CREATE INDEX event_before_event ON event_before (event, change);
-- Addresses may be longer than what other indexes take.
CREATE INDEX suppressed_address_before_email ON suppressed_address_before USING hash (email);
