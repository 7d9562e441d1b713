import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { replay, run } from "./actions.ts";
import { attempt, inputTab, resultTab, selectedId, shortcutsOpen } from "./page-state.ts";
import { nextTheme } from "./theme.ts";

interface Shortcut {
  readonly keys: string;
  readonly does: string;
  readonly fits: (event: KeyboardEvent) => boolean;
  readonly work: () => void;
}

// By the key's place, as Alt makes other letters of them on a Mac.
function alt(code: string): (event: KeyboardEvent) => boolean {
  return (event) => event.altKey && !event.ctrlKey && !event.metaKey && event.code === code;
}

function focus(selector: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}

function showResult(name: typeof resultTab.value): () => void {
  return () => {
    resultTab.value = name;
    focus(`#tab-${name}`);
  };
}

const shortcuts: readonly Shortcut[] = [
  {
    keys: "Ctrl ↵",
    does: "Run the input (on a Mac also ⌘ ↵)",
    fits: (event) => (event.ctrlKey || event.metaKey) && event.key === "Enter",
    work: () => void attempt(run),
  },
  {
    keys: "Alt I",
    does: "Go to the input",
    fits: alt("KeyI"),
    work: () => {
      inputTab.value = "input";
      focus("#input-editor, .file-draft button");
    },
  },
  {
    keys: "Alt H",
    does: "Go to what the plugin asks of the host",
    fits: alt("KeyH"),
    work: () => {
      inputTab.value = "host";
      focus("#tab-host");
    },
  },
  { keys: "Alt 1", does: "Show the output", fits: alt("Digit1"), work: showResult("output") },
  { keys: "Alt 2", does: "Show the logs", fits: alt("Digit2"), work: showResult("logs") },
  { keys: "Alt 3", does: "Show the requests", fits: alt("Digit3"), work: showResult("requests") },
  { keys: "Alt 4", does: "Show the difference", fits: alt("Digit4"), work: showResult("difference") },
  {
    keys: "Alt C",
    does: "Go to the history; arrow keys move in it",
    fits: alt("KeyC"),
    work: () => focus('.calls [tabindex="0"]'),
  },
  {
    keys: "Alt R",
    does: "Replay the call that is shown",
    fits: alt("KeyR"),
    work: () => {
      const id = selectedId.value;
      if (id !== undefined) void attempt(() => replay(id));
    },
  },
  { keys: "Alt T", does: "Change the theme", fits: alt("KeyT"), work: nextTheme },
  {
    keys: "?",
    does: "Show this list",
    fits: (event) => event.key === "?" && !isTyping(event.target),
    work: () => (shortcutsOpen.value = true),
  },
];

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, select, textarea, [contenteditable]:not(.read-only *)") !== null
  );
}

/** Before anything else on the page sees the key, the editor too. */
export function listenForShortcuts(): void {
  addEventListener(
    "keydown",
    (event) => {
      const shortcut = shortcuts.find(({ fits }) => fits(event));
      // Its own state comes later than what the document says.
      if (shortcut === undefined || document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      event.stopPropagation();
      shortcut.work();
    },
    { capture: true },
  );
}

export function ShortcutsDialog(): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = shortcutsOpen.value;
  useEffect(() => {
    if (isOpen && !dialog.current!.open) dialog.current!.showModal();
  }, [isOpen]);
  return (
    <dialog ref={dialog} aria-labelledby="shortcuts-title" onClose={() => (shortcutsOpen.value = false)}>
      <h2 id="shortcuts-title">Shortcuts</h2>
      <dl>
        {shortcuts.map(({ keys, does }) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="muted">In the input, Ctrl Space completes, and Tab leaves it.</p>
      <button type="button" onClick={() => dialog.current!.close()}>
        Close <kbd>Esc</kbd>
      </button>
    </dialog>
  );
}
