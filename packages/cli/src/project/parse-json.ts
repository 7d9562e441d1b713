import { Failure } from "../failure.ts";

/**
 * The value of a file of JSON.
 *
 * @throws Failure naming the file and the place. V8 quotes the text there as it stands; its line breaks are left out.
 */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = (cause as SyntaxError).message.replaceAll(/\s+/g, " ");
    throw new Failure(`${path} is not JSON: ${reason}`, {
      hint: "An editor with JSON support shows the place.",
      cause,
    });
  }
}
