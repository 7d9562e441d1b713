import { startServer } from "../support/http-server.ts";
import type { Stage } from "./hostile-case.ts";

/** A server on the stage's origin that counts the requests that reach it. */
export async function countingServer(stage: Stage): Promise<AsyncDisposable> {
  const listening = await startServer((_request, response) => {
    stage.count++;
    response.end("reached");
  });
  stage.origin = listening.origin;
  return listening;
}
