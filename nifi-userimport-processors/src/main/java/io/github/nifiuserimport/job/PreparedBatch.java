// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/** A batch in the form in which its store applies it. */
public interface PreparedBatch {

    /** What was prepared. */
    Batch batch();
}
