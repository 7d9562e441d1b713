import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ReleaseFixture } from "@vial/host/releases";
import { type Fixture, readFixtures } from "../fixtures/fixture.ts";

/** The fixtures that travel with a release, and the names of those that cannot. */
export interface ReleaseFixtures {
  readonly fixtures: readonly ReleaseFixture[];
  readonly left: readonly string[];
}

/**
 * A host runs a release's fixtures by itself before it trusts the version with calls: those that ask for nothing but the plugin (no
 * HTTP, no host functions) and expect an output.
 */
export async function releaseFixtures(folder: string): Promise<ReleaseFixtures> {
  const path = join(folder, "fixtures");
  if (!existsSync(path)) return { fixtures: [], left: [] };
  const all = await readFixtures(path, []);
  return {
    fixtures: all.filter(fits).map(({ name, input, expected, config, settings }) => ({
      name,
      export: settings.export,
      input,
      expected: expected!.bytes,
      match: settings.compare,
      ...(Object.keys(config).length > 0 && { config }),
    })),
    left: all.filter((fixture) => !fits(fixture)).map(({ name }) => name),
  };
}

function fits({ expected, settings }: Fixture): boolean {
  return expected !== undefined && settings.http.length === 0 && Object.keys(settings.functions).length === 0;
}
