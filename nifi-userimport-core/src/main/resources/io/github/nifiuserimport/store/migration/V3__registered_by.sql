-- SPDX-License-Identifier: Apache-2.0

-- The delivery (in NiFi, the FlowFile) that registered the job, so that a request which a client
-- sends again is told from one that NiFi delivers again. NULL where a job was opened by its file.
ALTER TABLE import_job ADD COLUMN registered_by text;
