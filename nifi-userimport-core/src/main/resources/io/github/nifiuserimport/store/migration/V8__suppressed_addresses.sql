-- SPDX-License-Identifier: Apache-2.0

-- What nobody who has an address wants, from lists of addresses alone: known users have it in their
-- profiles, and whoever gets the address later is given it. In lower case (A to Z), since letter case
-- does not matter in them; collation C folds and compares alike wherever the database runs.
CREATE TABLE suppressed_address (
    app_id                    text        NOT NULL,
    email                     text        COLLATE "C" NOT NULL,
    channels                  text[]      NOT NULL DEFAULT '{}',
    categories                text[]      NOT NULL DEFAULT '{}',
    inserted_at               timestamptz NOT NULL DEFAULT now(),
    updated_at                timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (email, app_id)
);

CREATE INDEX suppressed_address_app ON suppressed_address (app_id);

-- Finds users whose address is not in lower case. These are few, so that it costs the others nothing;
-- user_profile_email finds them.
CREATE INDEX user_profile_email_lower ON user_profile (app_id, lower(email COLLATE "C"))
    WHERE email <> lower(email COLLATE "C");
