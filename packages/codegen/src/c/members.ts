import type { Field, MessageModel, ObjectType } from "../message-model.ts";
import { fieldName, Names } from "./identifiers.ts";

/** A member of an object and the members of a structure that stand for it. */
export interface Member {
  readonly field: Field;
  /** Of the value. */
  readonly name: string;
  /** Of the flag that it is there; members that have to be there have none. */
  readonly presence?: string;
  /** Of the flag that it is null; members that are never null have none. */
  readonly nullness?: string;
  /** Whether the structure holds a pointer, because the value may hold one like the structure itself. */
  readonly isPointer: boolean;
}

/** The members of an object, under names of which each occurs once. */
export function membersOf(model: MessageModel, { name: owner, fields }: ObjectType): Member[] {
  const names = new Names();
  return fields.map((field) => {
    const name = names.take(fieldName(field.key));
    return {
      field,
      name,
      ...(field.required ? {} : { presence: names.take(`has_${name}`) }),
      ...(field.nullable ? { nullness: names.take(`${name}_is_null`) } : {}),
      isPointer: field.type.kind === "named" && isWithin(model, owner, field.type.name),
    };
  });
}

/** Whether a value of `inner` may hold one of `owner`, with neither array nor map in between. */
function isWithin(model: MessageModel, owner: string, inner: string, seen = new Set<string>()): boolean {
  if (owner === inner) return true;
  if (seen.has(inner)) return false;
  seen.add(inner);
  const type = model.types.find(({ name }) => name === inner);
  if (type?.kind !== "object") return false;
  return type.fields.some(
    (field) => field.type.kind === "named" && isWithin(model, owner, field.type.name, seen),
  );
}
