// What the tests say to the plugin and what it says back, as TypeScript has it.

import { directLane } from "./direct-lane.ts";

/** The parameters of the scoring chart. */
export interface VitalSigns {
  respirationRate: number;
  spo2: number;
  airOrOxygen: "air" | "oxygen";
  systolicBloodPressure: number;
  pulse: number;
  consciousness: "A" | "C" | "V" | "P" | "U";
  temperature: number;
}

export interface Observation extends Partial<VitalSigns> {
  id?: string;
  spo2Scale?: 1 | 2;
  ageYears?: number;
  pregnant?: boolean;
}

export interface ScoredParameter {
  parameter: string;
  points: number;
  value: number | string;
  unit?: string;
  band: string;
}

export interface RiskAndResponse {
  clinicalRisk: "low" | "low-medium" | "medium" | "high";
  response: { trigger: string; monitoring: string; action: string };
}

interface ScoreOfEither {
  id?: string;
  singleParameterThree: boolean;
  spo2Scale: 1 | 2;
  parameters: ScoredParameter[];
}

export interface CompleteScore extends ScoreOfEither, RiskAndResponse {
  complete: true;
  total: number;
}

export interface IncompleteScore extends ScoreOfEither {
  complete: false;
  missing: string[];
  subtotal: number;
  alreadyReached: RiskAndResponse | null;
}

export type Score = CompleteScore | IncompleteScore;

export interface Fault {
  code: string;
  pointer: string;
  offset: number;
}

/** Every parameter in the band of 0 points. */
export const well: VitalSigns = {
  respirationRate: 16,
  spo2: 98,
  airOrOxygen: "air",
  systolicBloodPressure: 120,
  pulse: 70,
  consciousness: "A",
  temperature: 37,
};

const decoder = new TextDecoder("utf-8", { fatal: true });
const plugin = await directLane();

export function scoreText(input: string): Score[] {
  const { succeeded, bytes } = plugin.call(input);
  const text = decoder.decode(bytes);
  if (!succeeded) throw new Error(text);
  return (JSON.parse(text) as { scores: Score[] }).scores;
}

export function score(...observations: Observation[]): Score[] {
  return scoreText(JSON.stringify({ observations }));
}

export function scoreComplete(observation: Observation): CompleteScore {
  const [only] = score(observation);
  if (!only?.complete) throw new Error("the score is not complete");
  return only;
}

export function scoreIncomplete(observation: Observation): IncompleteScore {
  const [only] = score(observation);
  if (!only || only.complete) throw new Error("the score is complete");
  return only;
}

/** The fault that the plugin finds in the input. */
export function faultIn(input: string | Uint8Array): Fault {
  const { succeeded, bytes } = plugin.call(input);
  const text = decoder.decode(bytes);
  if (succeeded) throw new Error(`no fault: ${text}`);
  return JSON.parse(text) as Fault;
}

/** The fault in a single observation set of which `member` is the only member. */
export function faultInMember(member: string): Fault {
  return faultIn(`{"observations":[{${member}}]}`);
}
