import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Text for the standard error, with colours when that is a terminal and `NO_COLOR` is not set. */
export function onError(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stderr });
}

/** Text for the standard output, with colours when that is a terminal and `NO_COLOR` is not set. */
export function onOutput(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}
