/**
 * What a command is started with so that it may write only where the permissions say, as root's capabilities would have it
 * write everywhere. Root without them still owns its files.
 */
export const unprivileged: readonly string[] =
  process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] : [];
