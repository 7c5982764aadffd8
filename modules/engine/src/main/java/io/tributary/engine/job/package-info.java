/** Many objects as one resumable piece of work: listed, handed out in batches, recorded. */
package io.tributary.engine.job;
