-- SPDX-License-Identifier: Apache-2.0

-- How the file was split into its parts: a part of another split has other rows under its number.
-- Null for jobs that an older version began, empty where a file was not split or its parts do not say.
ALTER TABLE import_job ADD COLUMN split text;
