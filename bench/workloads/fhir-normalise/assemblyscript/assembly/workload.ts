// Brings a Bundle of FHIR R4 resources into one form: the specification is in the workload's README.

import { JsonReader, JsonWriter } from "@vial/as-pdk/assembly";
import { Node, readNode, writeNode } from "./node";
import { Normaliser } from "./normalise";

const OUTCOME = '{"issue":[{"code":"structure","severity":"fatal"}],"resourceType":"OperationOutcome"}';

/** A Bundle's normal form; an OperationOutcome for what is no Bundle. The input's memory goes on for 16 zeros. */
export function run(input: Uint8Array): Uint8Array {
  const reader = new JsonReader(input.dataStart, input.length);
  const document = new Node();
  readNode(reader, document);
  reader.finish();
  if (reader.failure != null || document.textOf("resourceType") != "Bundle")
    return Uint8Array.wrap(String.UTF8.encode(OUTCOME));
  new Normaliser(document).object(document);
  const writer = new JsonWriter();
  writeNode(writer, document);
  return writer.toBytes();
}
