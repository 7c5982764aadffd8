package io.tributary.engine.job;

import io.tributary.engine.serialization.JournalFormatContract;
import java.util.Map;

/** The journals of jobs. */
public final class JobFormatTest extends JournalFormatContract {
  public JobFormatTest() {
    super("/golden/job/", JobEvent.class, 1414681923, 1414681924);
  }

  @Override
  protected Map<String, Object> samples() {
    return JobSamples.all();
  }
}
