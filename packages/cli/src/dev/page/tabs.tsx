import type { ComponentChildren, VNode } from "preact";

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly title: string;
  /** A number beside the title. */
  readonly count?: number;
  readonly content: () => ComponentChildren;
}

interface TabsProps<Name extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Name>[];
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
}

/** https://www.w3.org/WAI/ARIA/apg/patterns/tabs/, chosen as the focus moves. */
export function Tabs<Name extends string>({ label, tabs, chosen, onChoose }: TabsProps<Name>): VNode {
  const current = tabs.find(({ name }) => name === chosen) ?? tabs[0]!;
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(current) + step + tabs.length) % tabs.length]!;
    onChoose(next.name);
    document.getElementById(`tab-${next.name}`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map(({ name, title, count = 0 }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === chosen}
            aria-controls={`panel-${name}`}
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => onChoose(name)}
          >
            {title}
            {count > 0 && <span class="count">{count}</span>}
          </button>
        ))}
      </div>
      <div
        class="tab-panel"
        role="tabpanel"
        id={`panel-${current.name}`}
        aria-labelledby={`tab-${current.name}`}
      >
        {current.content()}
      </div>
    </>
  );
}
