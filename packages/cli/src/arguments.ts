import { InvalidArgumentError } from "commander";

/** Collects `--config key=value`. */
export function collectConfig(
  pair: string,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const at = pair.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("It takes key=value.");
  return { ...before, [pair.slice(0, at)]: pair.slice(at + 1) };
}

/** Collects `--allow-http https://lab.example`. */
export function collectOrigin(text: string, before: readonly string[]): readonly string[] {
  if (!/^https?:\/\/[^/?#]+$/.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError("It takes an origin, such as https://lab.example.");
  return [...before, text];
}

/** A number above 0. */
export function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && value < 2 ** 31) return value;
  throw new InvalidArgumentError("It takes a number above 0.");
}

/** Collects an option that may be given several times. */
export function collectText(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** A TCP port, 0 for any. */
export function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value < 65_536) return value;
  throw new InvalidArgumentError("It takes a port, from 0 to 65535.");
}
