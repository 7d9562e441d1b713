/** Languages plugins are written in: types, and what reads and writes them. */
export const guestLanguages = ["rust", "go", "c", "assemblyscript"] as const;

/** Languages hosts and tools are written in, whose types quicktype writes. */
export const otherLanguages = ["csharp", "elixir", "kotlin", "python", "swift"] as const;

export type GuestLanguage = (typeof guestLanguages)[number];
export type OtherLanguage = (typeof otherLanguages)[number];
export type Language = "typescript" | GuestLanguage | OtherLanguage;

/** Every language there are types for. */
export const languages: readonly Language[] = ["typescript", ...guestLanguages, ...otherLanguages];
