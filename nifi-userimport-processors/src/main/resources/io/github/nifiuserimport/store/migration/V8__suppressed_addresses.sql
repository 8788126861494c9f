-- SPDX-License-Identifier: Apache-2.0

-- What nobody who has an address wants, from lists of addresses alone: known users have it in their
-- profiles, and whoever gets the address later is given it.
CREATE TABLE suppressed_address (
    app_id                    text        NOT NULL,
    email                     text        NOT NULL,
    channels                  text[]      NOT NULL DEFAULT '{}',
    categories                text[]      NOT NULL DEFAULT '{}',
    inserted_at               timestamptz NOT NULL DEFAULT now(),
    updated_at                timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (email, app_id)
);

CREATE INDEX suppressed_address_app ON suppressed_address (app_id);
