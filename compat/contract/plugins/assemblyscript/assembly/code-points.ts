/** The number of Unicode code points of a well-formed text. */
export function codePoints(text: string): i32 {
  let count = text.length;
  for (let i = 0; i < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) == 0xdc00) count--;
  }
  return count;
}
