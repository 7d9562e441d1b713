import { isObject, type JsonObject } from "./json.ts";

/** What each entry's full URL stands for: `resourceType/id`. */
export type FullUrls = ReadonlyMap<string, string>;

export function fullUrls(bundle: JsonObject): FullUrls {
  const urls = new Map<string, string>();
  const { entry } = bundle;
  if (!Array.isArray(entry)) return urls;
  for (const each of entry) {
    if (!isObject(each)) continue;
    const { fullUrl, resource } = each;
    if (typeof fullUrl !== "string" || fullUrl === "" || !isObject(resource) || urls.has(fullUrl)) continue;
    const { resourceType, id } = resource;
    if (typeof resourceType === "string" && resourceType !== "" && typeof id === "string" && id !== "")
      urls.set(fullUrl, `${resourceType}/${id}`);
  }
  return urls;
}
