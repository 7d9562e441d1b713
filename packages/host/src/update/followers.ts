import { Follower, type FollowerParts } from "./follower.ts";
import type { LoadedPlugin } from "./loaded-plugin.ts";

/** The followers of a manager's plugins. */
export class Followers {
  readonly #followers = new Set<Follower>();

  start(parts: FollowerParts): Disposable {
    const follower = new Follower(parts);
    this.#followers.add(follower);
    return follower;
  }

  /** Stops those of a plugin. */
  stop(loaded: LoadedPlugin): void {
    for (const follower of this.#followers) {
      if (follower.loaded !== loaded) continue;
      follower[Symbol.dispose]();
      this.#followers.delete(follower);
    }
  }
}
