import { readCorpus } from "../../../examples/lgpd-analyzer/corpus/index.ts";
import { recordsUpTo } from "../records.ts";

/** Whole clinical documents, at most `sizeBytes` of them and as near to that as they come. */
export function input(sizeBytes: number): Uint8Array {
  const documents = [...readCorpus("tuned"), ...readCorpus("held-out")].flatMap((document) =>
    "text" in document.input ? [Buffer.from(`${document.input.text}\n\n`)] : [],
  );
  return recordsUpTo(sizeBytes, documents);
}
