-- SPDX-License-Identifier: Apache-2.0

-- Who told the job's end, so that it is told once: the delivery (in NiFi, the FlowFile) whose work
-- ended it.
ALTER TABLE import_job ADD COLUMN ended_by text;

-- The header of the job's file, to hand its rejected rows back in; both are NULL until it is read.
ALTER TABLE import_job ADD COLUMN columns text[];
-- Between cells; NULL where the file is no CSV, and its rejected rows are JSON.
ALTER TABLE import_job ADD COLUMN delimiter text;

CREATE INDEX import_job_app ON import_job (app_id, created DESC, id);
DROP INDEX import_job_created;

-- For pruning what ended long ago.
CREATE INDEX import_job_finished ON import_job (finished) WHERE finished IS NOT NULL;

-- The ledger's rows change with every batch: room for the new version beside the old one.
ALTER TABLE import_part SET (fillfactor = 50);
ALTER TABLE import_job SET (fillfactor = 70);
