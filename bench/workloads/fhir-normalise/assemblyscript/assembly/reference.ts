// References by full URL.

import { Kind, Node } from "./node";

/** What each entry's full URL stands for: `resourceType/id`. */
export type FullUrls = Map<string, string>;

export function fullUrls(bundle: Node): FullUrls {
  const urls = new Map<string, string>();
  const entries = bundle.member("entry");
  if (entries == null || entries.kind != Kind.Array) return urls;
  for (let entry: Node | null = entries.first; entry != null; entry = entry!.next) {
    const url = entry.textOf("fullUrl");
    const resource = entry.member("resource");
    if (!url.length || resource == null) continue;
    const type = resource.textOf("resourceType");
    const id = resource.textOf("id");
    if (type.length && id.length && !urls.has(url)) urls.set(url, type + "/" + id);
  }
  return urls;
}
