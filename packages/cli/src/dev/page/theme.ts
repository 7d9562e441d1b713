import { effect, signal } from "@preact/signals";

export const themes = ["system", "light", "dark"] as const;
type Theme = (typeof themes)[number];

const place = "vial-dev-theme";

export const theme = signal<Theme>(themes.find((each) => each === localStorage.getItem(place)) ?? "system");

/** Keeps the document in the theme that is chosen. */
export function applyTheme(): void {
  effect(() => {
    localStorage.setItem(place, theme.value);
    if (theme.value === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme.value;
  });
}

export function nextTheme(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length]!;
}
