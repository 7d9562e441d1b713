import type { EnumType, Field, FieldType } from "../message-model.ts";
import { enumMembers, typeName } from "./identifiers.ts";

/** A model's enumerations by their names: they are numbers in AssemblyScript. */
export type Enums = ReadonlyMap<string, EnumType>;

/** The type of a value that is there. */
export function valueType(type: FieldType, enums: Enums): string {
  switch (type.kind) {
    case "string":
    case "json":
      return "string";
    case "number":
      return "f64";
    case "integer":
      return `i${type.bits}`;
    case "boolean":
    case "constant":
      return "bool";
    case "array":
      return `Array<${type.nullableItems ? typeOrNull(type.items, enums) : valueType(type.items, enums)}>`;
    case "map":
      return `Map<string, ${valueType(type.values, enums)}>`;
    case "named":
      return typeName(type.name);
  }
}

/** Whether AssemblyScript has null in the place of a value. */
export function isReference(type: FieldType, enums: Enums): boolean {
  if (type.kind === "named") return !enums.has(type.name);
  return ["string", "json", "array", "map"].includes(type.kind);
}

/** The type of a value that may be null. */
export function typeOrNull(type: FieldType, enums: Enums): string {
  const value = valueType(type, enums);
  return `${isReference(type, enums) ? value : `Box<${value}>`} | null`;
}

/** Whether a member has a field: what is always the same has none. */
export function hasField({ type, required, nullable }: Field): boolean {
  return type.kind !== "constant" || !required || nullable;
}

/** See the table at `emitAssemblyScript`. */
export function fieldType({ type, required, nullable }: Field, enums: Enums): string {
  if (required && !nullable) return valueType(type, enums);
  const orNull = typeOrNull(type, enums);
  return required || !nullable ? orNull : `Box<${orNull}> | null`;
}

/** What a field of a new object holds. */
export function initialValue(field: Field, enums: Enums): string {
  const { type, required, nullable } = field;
  if (!required || nullable) return "null";
  switch (type.kind) {
    case "string":
      return '""';
    case "json":
      return '"null"';
    case "boolean":
    case "constant":
      return "false";
    case "array":
      return "[]";
    case "named": {
      const enumType = enums.get(type.name);
      const name = typeName(type.name);
      return enumType === undefined ? `new ${name}()` : `${name}.${enumMembers(enumType)[0]}`;
    }
    case "map":
      return `new ${valueType(type, enums)}()`;
    default:
      return "0";
  }
}
