import type { VNode } from "preact";
import type { CallFailure as Failure } from "../protocol.ts";

const frame = /^at (.*?)(?: \((.*)\))?$/;

/** What the host says of a failure, what the plugin says, and where in its source it was. */
export function CallFailure({ failure }: { readonly failure: Failure }): VNode {
  const { code, message, pointer, guestMessage, stack, hint } = failure;
  return (
    <div class="failure scroll" tabIndex={0} role="group" aria-label="The failure">
      <p class="code">{code}</p>
      <p>
        {message}
        {pointer !== null && (
          <>
            {" "}
            At <code>{pointer === "" ? "the whole message" : pointer}</code>.
          </>
        )}
      </p>
      {guestMessage !== null && (
        <>
          <h3>The plugin said</h3>
          <pre>{guestMessage}</pre>
        </>
      )}
      {stack.length > 0 && (
        <>
          <h3>Where it was, the innermost first</h3>
          <ol class="stack">
            {stack.map((line, index) => {
              const [, name = line, place] = frame.exec(line) ?? [];
              return (
                <li key={`${index} ${line}`}>
                  <code>{name}</code> {place && <code class="place">{place}</code>}
                </li>
              );
            })}
          </ol>
        </>
      )}
      {hint !== null && <p class="hint">{hint}</p>}
    </div>
  );
}
