-- SPDX-License-Identifier: Apache-2.0

-- Room on each page for new versions of some of its rows. Where a tenth of the users change from
-- file to file, more than nine in ten of the changes then stay on their page and touch no index
-- (HOT updates); on full pages next to none do. Holds for pages written from here on.
ALTER TABLE user_profile SET (fillfactor = 90);
ALTER TABLE device SET (fillfactor = 90);
