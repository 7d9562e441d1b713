import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { follow } from "./connection.ts";
import { connection, useToken } from "./page-state.ts";
import { keepToken, tokenIn } from "./token.ts";

/** What is shown to who comes without the token, or with that of a `vial dev` that has ended. */
export function Locked(): VNode {
  const [isWrong, setWrong] = useState(false);
  const open = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = new FormData(event.currentTarget as HTMLFormElement).get("address");
    const token = tokenIn(String(text));
    if (token === null) return setWrong(true);
    keepToken(token);
    useToken(token);
    connection.value = "connecting";
    void follow();
  };
  return (
    <main class="locked">
      <h1>
        <img src="/icon.svg" alt="" width="32" height="32" />
        vial dev
      </h1>
      <p>
        This page needs the token of the <code>vial dev</code> that runs now. Open the whole address that its
        terminal shows, or paste it here.
      </p>
      <form onSubmit={open}>
        <label class="field">
          <span>Address or token</span>
          <input type="text" name="address" autocomplete="off" required aria-invalid={isWrong} />
        </label>
        {isWrong && <p role="alert">That has no token: it ends with #token=…</p>}
        <button type="submit" class="primary">
          Open
        </button>
      </form>
    </main>
  );
}
