/** A piece of the text, and what it is replaced by. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: "CEP" | "CNPJ" | "CNS" | "CPF" | "DATE" | "EMAIL" | "PHONE";
}
