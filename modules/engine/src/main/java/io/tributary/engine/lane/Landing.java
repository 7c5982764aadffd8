package io.tributary.engine.lane;

import java.nio.ByteBuffer;

/** Where the bytes of one range come down. {@link #take} and {@link #end} are one thread's. */
public interface Landing {

  /** Takes what lies between position and limit, as far as it is still wanted. May block. */
  void take(ByteBuffer bytes);

  /** True when nothing more is wanted. Any thread. */
  boolean full();

  /** Reports what has been kept so far if that is due. Any thread; does not wait. */
  void reportWhenDue(long nowNanos);

  /** Nothing more comes, for whatever reason: reports all that has been kept. */
  void end();
}
