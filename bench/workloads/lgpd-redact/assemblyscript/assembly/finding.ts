/** What stands in the place of an identifier: the address of its text in ASCII, and the length. */
export class Replacement {
  readonly address: usize;
  private bytes: ArrayBuffer;

  constructor(text: string) {
    this.bytes = String.UTF8.encode(text);
    this.address = changetype<usize>(this.bytes);
  }

  get length(): i32 {
    return this.bytes.byteLength;
  }
}

export const CEP = new Replacement("[CEP]");
export const CNPJ = new Replacement("[CNPJ]");
export const CNS = new Replacement("[CNS]");
export const CPF = new Replacement("[CPF]");
export const DATE = new Replacement("[DATE]");
export const EMAIL = new Replacement("[EMAIL]");
export const PHONE = new Replacement("[PHONE]");

/** Where the identifier that was found last begins and ends. */
export let foundStart: usize = 0;
export let foundEnd: usize = 0;

export function found(start: usize, end: usize, replacement: Replacement): Replacement {
  foundStart = start;
  foundEnd = end;
  return replacement;
}
