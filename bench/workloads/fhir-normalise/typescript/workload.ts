import { DocumentError, isObject, type Json, type JsonObject, parse, write } from "./json.ts";
import { normaliseDocument } from "./normalise.ts";

const OUTCOME: Json = { issue: [{ code: "structure", severity: "fatal" }], resourceType: "OperationOutcome" };

/** A Bundle's normal form; an OperationOutcome for what is no Bundle. */
export function run(input: Uint8Array): Uint8Array {
  try {
    return write(normaliseDocument(bundleOf(parse(input))));
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return write(OUTCOME);
  }
}

function bundleOf(document: Json): JsonObject {
  if (!isObject(document) || document["resourceType"] !== "Bundle") throw new DocumentError();
  return document;
}
