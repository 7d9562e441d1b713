/** ASCII text in lower case, which header names are compared in. (AssemblyScript's toLowerCase brings 10 kB of tables.) */
export function lowerCase(text: string): string {
  let lower = "";
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    lower += String.fromCharCode(unit >= 0x41 && unit <= 0x5a ? unit | 0x20 : unit);
  }
  return lower;
}
