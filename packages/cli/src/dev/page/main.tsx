import { render, type VNode } from "preact";
import { follow } from "./connection.ts";
import { Header } from "./header.tsx";
import { HistoryPanel } from "./history-panel.tsx";
import { InputPanel } from "./input-panel.tsx";
import { Locked } from "./locked.tsx";
import { Notices } from "./notices.tsx";
import { announcement, connection } from "./page-state.ts";
import { ResultPanel } from "./result-panel.tsx";
import { listenForShortcuts, ShortcutsDialog } from "./shortcuts.tsx";
import { applyTheme } from "./theme.ts";

function Page(): VNode {
  if (connection.value === "locked") return <Locked />;
  return (
    <>
      <Header />
      <Notices />
      <main>
        <HistoryPanel />
        <InputPanel />
        <ResultPanel />
      </main>
      <ShortcutsDialog />
      <p class="visually-hidden" role="status">
        {announcement.value}
      </p>
    </>
  );
}

applyTheme();
listenForShortcuts();
render(<Page />, document.body);
if (connection.value !== "locked") void follow();
