/** How much of what a plugin says of its failure an error keeps, in bytes: the host's thread takes it in one piece. */
export const maxGuestText: number = 1024 * 1024;

/** A plugin's text as an error keeps it: cut when it is long, and never within a character. */
export function guestText(bytes: Uint8Array): string {
  const isCut = bytes.length > maxGuestText;
  return new TextDecoder().decode(bytes.subarray(0, maxGuestText), { stream: isCut });
}
