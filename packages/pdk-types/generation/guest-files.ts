import { generate, type GeneratedFile } from "@vial/codegen";
import { posix } from "node:path";
import { guestTargets, type GuestTarget } from "./guest-targets.ts";
import { messageSchemas } from "./schemas.ts";

/** The copies of schemas in plugin projects, and the types made from them. */
export async function guestFiles(): Promise<GeneratedFile[]> {
  const files = await Promise.all(
    guestTargets.map(async (target) => [...copies(target), ...(await types(target))]),
  );
  return files.flat();
}

function copies({ messages, project }: GuestTarget): GeneratedFile[] {
  return messageSchemas(messages).map(({ name, text }) => ({ path: `${project}/schemas/${name}`, text }));
}

async function types({ messages, project, types: wanted }: GuestTarget): Promise<GeneratedFile[]> {
  if (wanted === undefined) return [];
  const { language, file } = wanted;
  const schemas = messageSchemas(messages);
  const files = await generate({ language, schemas, baseName: posix.basename(file) });
  return files.map(({ path, text }) => ({ path: posix.join(project, posix.dirname(file), path), text }));
}
