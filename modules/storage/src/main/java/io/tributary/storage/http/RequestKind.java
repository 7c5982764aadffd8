package io.tributary.storage.http;

/** What a request is for. */
public enum RequestKind {
  /** A HEAD for the object's identity. */
  HEAD("HEAD", "identify"),
  /** A GET of the first byte, for the identity and to see whether ranges are served. */
  FIRST_BYTE("GET", "identify"),
  /** A GET of a byte range. */
  RANGE("GET", "read a range of"),
  /** A GET without a range. */
  WHOLE("GET", "read"),
  /** A GET of a page of a listing. */
  LIST("GET", "list"),
  /** A POST that has an archived object made readable. */
  RESTORE("POST", "restore");

  private final String method;
  private final String doing;

  RequestKind(String method, String doing) {
    this.method = method;
    this.doing = doing;
  }

  public String method() {
    return method;
  }

  /** The phrase for {@link io.tributary.core.failure.Failure#doing()}. */
  public String doing() {
    return doing;
  }
}
