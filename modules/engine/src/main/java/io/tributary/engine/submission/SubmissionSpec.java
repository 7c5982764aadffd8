package io.tributary.engine.submission;

import io.tributary.engine.api.Allowance;
import io.tributary.engine.download.DownloadSpec;
import io.tributary.engine.job.JobSpec;
import io.tributary.engine.source.SourceReference;

/** What is to be done, as a row holds it. */
sealed interface SubmissionSpec {

  /** One object. */
  record Download(DownloadSpec spec) implements SubmissionSpec {
    @Override
    public SubmissionKind kind() {
      return SubmissionKind.DOWNLOAD;
    }

    @Override
    public SourceReference source() {
      return spec.source();
    }

    @Override
    public String destination() {
      return spec.destination();
    }

    @Override
    public Allowance allowance() {
      return spec.options().allowance();
    }

    @Override
    public SubmissionSpec withAllowance(Allowance allowance) {
      return new Download(spec.withAllowance(allowance));
    }

    @Override
    public boolean answers(SubmissionSpec asked) {
      return asked instanceof Download other
          && source().objectKey().equals(other.source().objectKey())
          && spec.options().range().equals(other.spec().options().range())
          && (other.spec().options().checksum().isEmpty()
              || spec.options().checksum().equals(other.spec().options().checksum()));
    }
  }

  /** Many objects. */
  record Job(JobSpec spec) implements SubmissionSpec {
    @Override
    public SubmissionKind kind() {
      return SubmissionKind.JOB;
    }

    @Override
    public SourceReference source() {
      return spec.source();
    }

    @Override
    public String destination() {
      return spec.root();
    }

    @Override
    public Allowance allowance() {
      return spec.allowance();
    }

    @Override
    public SubmissionSpec withAllowance(Allowance allowance) {
      return new Job(spec.withAllowance(allowance));
    }

    @Override
    public boolean answers(SubmissionSpec asked) {
      return asked instanceof Job other
          && other.spec().goesOnWith(spec)
          && other.spec().failures().equals(spec.failures());
    }
  }

  SubmissionKind kind();

  SourceReference source();

  /** The final path of the file, or the directory. */
  String destination();

  /** What it may use. */
  Allowance allowance();

  /** The same with other limits and another priority. */
  SubmissionSpec withAllowance(Allowance allowance);

  /** Whether who asks for that gets it by this as well. */
  boolean answers(SubmissionSpec asked);
}
