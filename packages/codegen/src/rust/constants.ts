import { pascalCase } from "../names.ts";
import { literal } from "./identifiers.ts";

/** A type whose only value is a constant. */
export function constantType(name: string, value: string | number | boolean): string {
  return typeof value === "string" ? textConstant(name, value) : plainConstant(name, value);
}

function textConstant(name: string, value: string): string {
  const variant = /^[A-Za-z]/.test(pascalCase(value)) ? pascalCase(value) : "Value";
  const rename = variant === value ? "" : `    #[serde(rename = ${literal(value)})]\n`;
  return `/// Always \`${JSON.stringify(value)}\`.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum ${name} {
    #[default]
${rename}    ${variant},
}
`;
}

function plainConstant(name: string, value: number | boolean): string {
  const type = typeof value === "boolean" ? "bool" : "f64";
  const written = typeof value === "number" && Number.isInteger(value) ? value.toFixed(1) : String(value);
  const test = { true: "value", false: "!value" }[written] ?? `value == ${written}`;
  return `/// Always \`${value}\`.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct ${name};

impl Serialize for ${name} {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_${type}(${written})
    }
}

impl<'de> Deserialize<'de> for ${name} {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = ${type}::deserialize(deserializer)?;
        if ${test} {
            Ok(Self)
        } else {
            Err(serde::de::Error::custom("expected ${value}"))
        }
    }
}
`;
}
