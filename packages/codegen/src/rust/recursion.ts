import type { MessageModel } from "../message-model.ts";

/**
 * Whether a member of type `member` within `owner` makes `owner` hold itself with nothing in between: Rust needs a `Box`
 * there. Arrays and maps are in between.
 */
export function holdsItself(
  model: MessageModel,
  owner: string,
  member: string,
  seen: Set<string> = new Set<string>(),
): boolean {
  if (owner === member) return true;
  if (seen.has(member)) return false;
  seen.add(member);
  const type = model.types.find(({ name }) => name === member);
  if (type?.kind !== "object") return false;
  return type.fields.some(
    (field) => field.type.kind === "named" && holdsItself(model, owner, field.type.name, seen),
  );
}
