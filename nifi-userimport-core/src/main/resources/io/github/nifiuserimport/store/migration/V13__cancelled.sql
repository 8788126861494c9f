-- SPDX-License-Identifier: Apache-2.0

-- Whether somebody has cancelled the job. Its state is FAILED then: an older version beside this one
-- knows no other for a job of which nothing more is applied. It stops at its next batch, routes the
-- file to failure, and tells the error as the reason.
ALTER TABLE import_job ADD COLUMN cancelled boolean NOT NULL DEFAULT false;
