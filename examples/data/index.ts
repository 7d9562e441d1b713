import { readFileSync, readdirSync } from "node:fs";

export type Family = "adt" | "batch" | "mdm" | "orm" | "oru" | "siu";

/** An HL7 v2.5.1 message in ER7 encoding, or for the family "batch" a file of them. */
export interface Message {
  /** The name of its file without `.hl7`, and its control id (MSH-10, BHS-11 or FHS-11): `adt-a01-001`. */
  readonly name: string;
  readonly family: Family;
  /** As on the wire: any of UTF-8, Latin-1 and ASCII, with or without an MLLP frame. */
  readonly bytes: Uint8Array;
}

/** Bytes that are hard to parse, and what becomes of them. */
export interface NastyMessage {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** By the rules that `examples/hl7-to-json` documents; "either" where they say nothing: just no crash and no hang. */
  readonly expect: "ok" | "error" | "either";
  readonly why: string;
}

/** One set of vital signs, as the plugin in `examples/triage-rules` reads it. A missing field was not measured. */
export interface ObservationSet {
  readonly id: string;
  /** Breaths per minute. */
  readonly respirationRate?: number;
  /** Oxygen saturation in per cent. */
  readonly spo2?: number;
  /** The NEWS2 scale for the saturation; 2 for patients whose target is 88–92 %. Absent means 1. */
  readonly spo2Scale?: 1 | 2;
  readonly airOrOxygen?: "air" | "oxygen";
  /** In mmHg. */
  readonly systolicBloodPressure?: number;
  /** Beats per minute. */
  readonly pulse?: number;
  /** Alert, new confusion, responds to voice, to pain, unresponsive. */
  readonly consciousness?: "A" | "C" | "V" | "P" | "U";
  /** In degrees Celsius. */
  readonly temperature?: number;
  readonly ageYears?: number;
}

interface NastyEntry extends Omit<NastyMessage, "bytes"> {
  /** Stands in the file as `<fill>`, in Latin-1, which spares the repository a megabyte of the same letter. */
  readonly fill?: { readonly text: string; readonly times: number };
}

const messagesFolder = new URL("messages/", import.meta.url);
const nastyFolder = new URL("nasty/", import.meta.url);
const vitalsFile = new URL("vitals.json", import.meta.url);

/**
 * All messages, by family and name.
 *
 * @example
 * for (const { name, bytes } of readMessages()) console.log(name, bytes.length);
 */
export function readMessages(): Message[] {
  return readdirSync(messagesFolder)
    .toSorted()
    .flatMap((family) => readFamily(family as Family));
}

function readFamily(family: Family): Message[] {
  const folder = new URL(`${family}/`, messagesFolder);
  return readdirSync(folder)
    .toSorted()
    .map((file) => ({
      name: file.replace(/\.hl7$/, ""),
      family,
      bytes: readFileSync(new URL(file, folder)),
    }));
}

/** All nasty messages, in the order of `nasty/nasty.json`. */
export function readNasty(): NastyMessage[] {
  const entries = JSON.parse(readFileSync(new URL("nasty.json", nastyFolder), "utf8")) as NastyEntry[];
  return entries.map(({ fill, ...entry }) => {
    const stored = readFileSync(new URL(`${entry.name}.hl7`, nastyFolder));
    if (!fill) return { ...entry, bytes: stored };
    const filled = stored.toString("latin1").replace("<fill>", () => fill.text.repeat(fill.times));
    return { ...entry, bytes: Buffer.from(filled, "latin1") };
  });
}

/** All observation sets. The file itself, `{ "observations": [ … ] }`, is an input of the NEWS2 plugin as it stands. */
export function readVitals(): ObservationSet[] {
  return (JSON.parse(readFileSync(vitalsFile, "utf8")) as { observations: ObservationSet[] }).observations;
}
