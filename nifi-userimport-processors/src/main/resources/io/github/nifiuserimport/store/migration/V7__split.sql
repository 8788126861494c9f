-- SPDX-License-Identifier: Apache-2.0

-- How the file was split into its parts: a part of another split has other rows under its number.
-- Null for a file that was not split, and for jobs of before.
ALTER TABLE import_job ADD COLUMN split text;
