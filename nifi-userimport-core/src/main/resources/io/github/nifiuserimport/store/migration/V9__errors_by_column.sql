-- SPDX-License-Identifier: Apache-2.0

-- How many rows of a part were rejected for which column, so that nobody has to count a million of
-- them to show a page. Kept by a trigger: an older version that imports beside this one counts too.
CREATE TABLE import_column_error (
    job_id                    text        NOT NULL,
    part_index                int         NOT NULL,
    -- Of the name, which may be longer than what an index takes; empty for rows at fault as a whole.
    column_hash               bytea       NOT NULL,
    column_name               text,
    rows                      bigint      NOT NULL,
    PRIMARY KEY (job_id, part_index, column_hash),
    FOREIGN KEY (job_id, part_index) REFERENCES import_part ON DELETE CASCADE
) WITH (fillfactor = 50);

-- Of several columns at fault, names have line breaks between.
CREATE FUNCTION count_column_errors() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO "${flyway:defaultSchema}".import_column_error AS present
        (job_id, part_index, column_hash, column_name, rows)
    SELECT job_id, part_index, coalesce(sha256(convert_to(name, 'UTF8')), ''), name, rows
    FROM (SELECT job_id, part_index, each.name, sum(rows) AS rows
          FROM (SELECT job_id, part_index, added.column_name, count(*) AS rows
                FROM added GROUP BY job_id, part_index, added.column_name) AS alike
          LEFT JOIN LATERAL unnest(string_to_array(alike.column_name, E'\n')) AS each (name) ON true
          GROUP BY job_id, part_index, each.name) AS counted
    ORDER BY job_id, part_index, name COLLATE "C"
    ON CONFLICT (job_id, part_index, column_hash)
        DO UPDATE SET rows = present.rows + excluded.rows;
    RETURN NULL;
END
$$;

-- From here on nobody else rejects rows until what follows is committed, so that each is counted once.
CREATE TRIGGER count_column_errors AFTER INSERT ON import_row_error
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_column_errors();

INSERT INTO import_column_error (job_id, part_index, column_hash, column_name, rows)
SELECT job_id, part_index, coalesce(sha256(convert_to(name, 'UTF8')), ''), name, rows
FROM (SELECT job_id, part_index, each.name, sum(rows) AS rows
      FROM (SELECT job_id, part_index, column_name, count(*) AS rows
            FROM import_row_error GROUP BY job_id, part_index, column_name) AS alike
      LEFT JOIN LATERAL unnest(string_to_array(column_name, E'\n')) AS each (name) ON true
      GROUP BY job_id, part_index, each.name) AS counted;
