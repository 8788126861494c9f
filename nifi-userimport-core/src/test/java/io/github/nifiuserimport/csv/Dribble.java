// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A stream that gives a few bytes at a time, so that everything falls on a border somewhere. */
public final class Dribble extends InputStream {

    private final ByteArrayInputStream content;
    private final int most;

    public Dribble(final byte[] content, final int most) {
        this.content = new ByteArrayInputStream(content);
        this.most = most;
    }

    @Override
    public int read() {
        return content.read();
    }

    @Override
    public int read(final byte[] target, final int offset, final int length) {
        return content.read(target, offset, Math.min(length, most));
    }
}
