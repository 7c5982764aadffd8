package io.tributary.cli.remote;

import io.tributary.cli.option.Usage;
import picocli.CommandLine.Parameters;

/** ID: which download of a node is meant. */
public final class DownloadArgument {
  @Parameters(paramLabel = "ID", description = "The download or job, as 'tributary list' shows it.")
  String id;

  /** The id, in which nothing can change the path of a URL. */
  public String id() {
    if (!id.matches("[A-Za-z0-9_-]{1,100}")) {
      throw Usage.commandLine("ID is not that of a download", "see 'tributary list'");
    }
    return id;
  }

  public String path() {
    return "/v1/downloads/" + id();
  }
}
