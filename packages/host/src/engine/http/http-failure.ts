/** Why a request was not sent or not answered. `why` is the host's own words: URLs are text the plugin wrote. */
export class HttpFailure extends Error {
  override readonly name = "HttpFailure";
  readonly code: "HTTP_REFUSED" | "HTTP_FAILED";

  constructor(code: "HTTP_REFUSED" | "HTTP_FAILED", why: string) {
    super(why);
    this.code = code;
  }
}
