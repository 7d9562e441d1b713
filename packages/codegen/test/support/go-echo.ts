import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generate } from "../../src/generate.ts";
import type { SchemaFile } from "../../src/schema-file.ts";

const pdk = fileURLToPath(new URL("../../../../templates/go/vial", import.meta.url));

const program = `package main

import (
	"bufio"
	"fmt"
	"os"

	"vial.example/vial/json"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var message Message
		err := json.Unmarshal(lines.Bytes(), &message)
		var document []byte
		if err == nil {
			document, err = json.Marshal(&message)
		}
		if err != nil {
			document = []byte(err.Error())
		}
		fmt.Println(string(document))
	}
}
`;

/** Reads messages, each a line, into the Go type of a schema; what it writes again, or the error of each. */
export async function echoInGo(file: SchemaFile, messages: readonly string[]): Promise<string[]> {
  const [generated] = await generate({ language: "go", schemas: [file] });
  const folder = mkdtempSync(join(tmpdir(), "vial-go-"));
  try {
    const module = `module echo\n\ngo 1.24\n\nrequire vial.example/vial v0.0.0\n\nreplace vial.example/vial => ${pdk}\n`;
    writeFileSync(join(folder, "go.mod"), module);
    writeFileSync(join(folder, "main.go"), program);
    writeFileSync(join(folder, "messages.go"), generated?.text ?? "");
    const options = { cwd: folder, encoding: "utf8" } as const;
    const unformatted = execFileSync("gofmt", ["-d", "messages.go"], options);
    if (unformatted !== "") throw new Error(unformatted);
    execFileSync("go", ["vet", "."], options);
    const output = execFileSync("go", ["run", "."], { ...options, input: messages.join("\n") });
    return output.trimEnd().split("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
