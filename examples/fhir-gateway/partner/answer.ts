import type { Records } from "./record.ts";

const cpfSystem = "https://saude.gov.br/fhir/sid/cpf";
const cnsSystem = "https://saude.gov.br/fhir/sid/cns";

type Resource = Readonly<Record<string, unknown>>;

/** A partner's answer: status and resource. */
export interface Answer {
  readonly status: number;
  readonly resource: Resource;
}

function searchset(resources: readonly Resource[]): Answer {
  const entry = resources.map((resource) => ({ resource, search: { mode: "match" } }));
  return { status: 200, resource: { resourceType: "Bundle", type: "searchset", total: entry.length, entry } };
}

function notFound(): Answer {
  const issue = [{ severity: "error", code: "not-found" }];
  return { status: 404, resource: { resourceType: "OperationOutcome", issue } };
}

/** `GET /registry/Patient?identifier=system|value` */
function findPatient({ patients }: Records, system: string, value: string): Answer {
  const patient = patients.get(value);
  if (!patient || (system !== cpfSystem && system !== cnsSystem)) return searchset([]);
  const { cpf, cns, birthDate, gender, family, given } = patient;
  const identifier = [
    { system: cnsSystem, value: cns },
    { system: cpfSystem, value: cpf },
  ];
  const name = [{ use: "official", family, given: [given] }];
  return searchset([{ resourceType: "Patient", id: cns, active: true, identifier, name, gender, birthDate }]);
}

/** `GET /eligibility/Coverage?identifier=system|value`: even numbers are insured, odd ones were until their period ended. */
function findCoverage({ coverages }: Records, system: string, value: string): Answer {
  const coverage = coverages.get(value);
  if (!coverage) return searchset([]);
  const status = Number(value.at(-1)) % 2 === 0 ? "active" : "cancelled";
  const { start, end } = coverage;
  const period = { start, ...(end && { end }) };
  return searchset([{ resourceType: "Coverage", identifier: [{ system, value }], status, period }]);
}

/** `GET /terminology/CodeSystem/$lookup?system=…&code=…` */
function lookUp({ displays }: Records, code: string): Answer {
  const display = displays.get(code);
  if (!display) return notFound();
  const parameter = [{ name: "display", valueString: display }];
  return { status: 200, resource: { resourceType: "Parameters", parameter } };
}

/** What the partners answer to a request. */
export function answer(records: Records, { pathname, searchParams }: URL): Answer {
  const [system = "", value = ""] = (searchParams.get("identifier") ?? "").split("|");
  switch (pathname) {
    case "/registry/Patient":
      return findPatient(records, system, value);
    case "/eligibility/Coverage":
      return findCoverage(records, system, value);
    case "/terminology/CodeSystem/$lookup":
      return lookUp(records, searchParams.get("code") ?? "");
    default:
      return notFound();
  }
}
