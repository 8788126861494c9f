-- SPDX-License-Identifier: Apache-2.0

-- In which order the rows of a part are applied: NULL is the file's, otherwise that of the keys in this
-- column, by their bytes.
ALTER TABLE import_part ADD COLUMN key_column text;
-- How many rows were applied in that order, and the key and the ordinal of the last of them.
ALTER TABLE import_part ADD COLUMN rows_in_key_order bigint;
ALTER TABLE import_part ADD COLUMN last_key bytea;
ALTER TABLE import_part ADD COLUMN last_row bigint;
-- How many rows behind that place were applied in file order, when it could not be the other any more.
ALTER TABLE import_part ADD COLUMN rows_in_file_order bigint;

-- An older version that is given such a part to go on with would pass over the first rows of the file
-- instead of those applied. It stops here.
ALTER TABLE import_part ADD CONSTRAINT import_part_order CHECK (
    key_column IS NULL
    OR rows_in_key_order IS NOT NULL AND rows_in_file_order IS NOT NULL
        AND rows_done = rows_in_key_order + rows_in_file_order);
