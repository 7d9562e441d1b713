import { cancel, intro, isCancel, select, text } from "@clack/prompts";
import type { Language } from "@vial/toolchains";
import { exitCodes, Failure } from "../failure.ts";
import type { Template } from "./catalog.ts";
import { faultOfName } from "./project-name.ts";

/** Asks for what the flags left open. What is asked for has a flag of the same name. */
export async function askForProject(
  given: { readonly name: string | undefined; readonly template: Template | undefined },
  catalog: readonly Template[],
): Promise<{ readonly name: string; readonly template: Template }> {
  const output = process.stderr;
  intro("A new plugin", { output });
  const template = given.template ?? (await askForTemplate(catalog, output));
  if (given.name !== undefined && faultOfName(given.name, template.language) === undefined)
    return { name: given.name, template };
  const name = answered(
    await text({
      message: "name",
      placeholder: "lab-results",
      initialValue: given.name ?? "",
      validate: (value) => faultOfName(value ?? "", template.language),
      output,
    }),
  );
  return { name, template };
}

async function askForTemplate(catalog: readonly Template[], output: NodeJS.WriteStream): Promise<Template> {
  const language = answered(
    await select<Language>({
      message: "language",
      options: catalog
        .filter(({ example }) => !example)
        .map(({ language: value, title }) => ({ value, label: title })),
      output,
    }),
  );
  const examples = catalog.filter((each) => each.example && each.language === language);
  const example = answered(
    await select<string>({
      message: "example",
      options: [
        { value: language, label: "none", hint: "a small plugin to change" },
        ...examples.map(({ id, title }) => ({ value: id, label: id, hint: title })),
      ],
      output,
    }),
  );
  return catalog.find(({ id }) => id === example)!;
}

function answered<Answer>(answer: Answer): Exclude<Answer, symbol> {
  if (!isCancel(answer)) return answer as Exclude<Answer, symbol>;
  cancel("Nothing was written.", { output: process.stderr });
  throw new Failure("interrupted", { exitCode: exitCodes.interrupted });
}
