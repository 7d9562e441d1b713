import { normaliseContactPoint } from "./contact-point.ts";
import { check, checkNumber, enter, type Json, type JsonObject } from "./json.ts";
import { normaliseQuantity } from "./quantity.ts";
import { fullUrls, type FullUrls } from "./reference.ts";
import { sortCodes } from "./sort.ts";
import { normaliseString } from "./text.ts";

const ELEMENT_NAME = /^_?[A-Za-z][A-Za-z0-9]*$/;

export function normaliseDocument(document: JsonObject): JsonObject {
  const normalised = normaliseObject(document, 0, fullUrls(document));
  // It has a resourceType at least.
  return normalised ?? {};
}

/** The value's normal form; undefined where it is empty. `indexed`: whether arrays go by index. */
function normalise(
  value: Json | undefined,
  name: string,
  indexed: boolean,
  depth: number,
  urls: FullUrls,
): Json | undefined {
  switch (typeof value) {
    case "string": {
      const text = normaliseString(value, name, urls);
      return text === "" ? undefined : text;
    }
    case "number":
      checkNumber(value);
      return value;
    case "boolean":
      return value;
    case "undefined":
      return undefined;
    default:
      if (value === null) return undefined;
      return Array.isArray(value)
        ? normaliseArray(value, name, indexed, depth, urls)
        : normaliseObject(value, depth, urls);
  }
}

function normaliseArray(
  array: Json[],
  name: string,
  indexed: boolean,
  depth: number,
  urls: FullUrls,
): Json[] | undefined {
  const inside = enter(depth);
  const normalised: Json[] = [];
  let isEmpty = true;
  for (const element of array) {
    const value = normalise(element, name, indexed, inside, urls);
    if (value !== undefined) {
      isEmpty = false;
      normalised.push(value);
    } else if (indexed) normalised.push(null);
  }
  return isEmpty ? undefined : normalised;
}

function normaliseObject(object: JsonObject, depth: number, urls: FullUrls): JsonObject | undefined {
  const inside = enter(depth);
  const names: string[] = [];
  let indexed = false;
  for (const name of Object.keys(object)) {
    if (ELEMENT_NAME.test(name)) {
      names.push(name);
      indexed ||= name.startsWith("_");
    } else check(object[name], inside);
  }
  names.sort();
  const normalised: JsonObject = {};
  let isEmpty = true;
  for (const name of names) {
    let value = normalise(object[name], name, indexed, inside, urls);
    if (value === undefined) continue;
    if (Array.isArray(value) && !indexed && (name === "coding" || name === "identifier"))
      value = sortCodes(value, name);
    normalised[name] = value;
    isEmpty = false;
  }
  if (isEmpty) return undefined;
  normaliseContactPoint(normalised);
  return normaliseQuantity(normalised);
}
