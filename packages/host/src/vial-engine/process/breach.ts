/** What a child said is no part of the protocol. `message` is the host's own words. */
export class ProtocolBreach extends Error {
  override readonly name = "ProtocolBreach";
}
