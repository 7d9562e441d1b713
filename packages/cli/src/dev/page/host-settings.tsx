import type { VNode } from "preact";
import type { CapabilityState } from "../protocol.ts";
import { configure } from "./actions.ts";
import { attempt, dev } from "./page-state.ts";

/** What the plugin asks of the host, and what it is given. A change is in force at once. */
export function HostSettings(): VNode {
  const capabilities = dev.value?.capabilities ?? [];
  const fixture = dev.value?.settings.fixture ?? null;
  if (fixture !== null) return <FixtureAsHost name={fixture} />;
  const of = (...kinds: readonly CapabilityState["kind"][]): readonly CapabilityState[] =>
    capabilities.filter(({ kind }) => kinds.includes(kind));
  const servers = of("http");
  const values = of("config", "secret");
  const functions = of("function");
  return (
    <div class="host scroll" tabIndex={0} role="group" aria-label="What the plugin asks of the host">
      {capabilities.length === 0 && (
        <p class="empty">It asks for nothing: no servers, no settings, no functions of the host.</p>
      )}
      {servers.length > 0 && (
        <section>
          <h3>Requests to servers</h3>
          {servers.map((each) => (
            <Server key={each.name + each.text} {...each} />
          ))}
        </section>
      )}
      {values.length > 0 && (
        <section>
          <h3>Settings that it reads</h3>
          {values.map((each) => (
            <Value key={each.name} {...each} />
          ))}
        </section>
      )}
      {functions.length > 0 && (
        <section>
          <h3>Functions of the host, and what they answer</h3>
          {functions.map((each) => (
            <Answer key={each.name} {...each} />
          ))}
        </section>
      )}
      {of("vars").map(({ text }) => (
        <p key={text}>{text}.</p>
      ))}
      <p class="muted">No plugin can read files, start programs, or see another call's data.</p>
    </div>
  );
}

/** What is set by hand waits meanwhile. */
function FixtureAsHost({ name }: { readonly name: string }): VNode {
  return (
    <div class="host scroll" tabIndex={0} role="group" aria-label="What the plugin asks of the host">
      <p>
        The fixture <strong>{name}</strong> plays the host, with its configuration and the answers that it
        lists. Nothing reaches the network.
      </p>
      {dev.value!.capabilities.map(({ kind, name: of, text }) => (
        <p key={kind + of + text}>
          {kind === "http" && <strong>{of} </strong>}
          {text}.
        </p>
      ))}
      <button type="button" onClick={() => void attempt(() => configure({ fixture: null }))}>
        Set the host by hand
      </button>
    </div>
  );
}

function Server({ name, text, granted }: CapabilityState): VNode {
  const change = (isGranted: boolean): void => {
    const others = dev.value!.settings.http.filter((origin) => origin !== name);
    void attempt(() => configure({ http: isGranted ? [...others, name] : others }));
  };
  if (name === "") return <p>{text}, which has no value below.</p>;
  return (
    <label class="check server">
      <input type="checkbox" checked={granted} onChange={(event) => change(event.currentTarget.checked)} />
      <span>
        <strong>{name}</strong>
        <span class="muted">
          {text}. {granted ? "Let through." : "Refused."}
        </span>
      </span>
    </label>
  );
}

function Value({ kind, name }: CapabilityState): VNode {
  const value = dev.value!.settings.config[name];
  const change = (text: string): void => {
    const { [name]: _old, ...others } = dev.value!.settings.config;
    void attempt(() => configure({ config: text === "" ? others : { ...others, [name]: text } }));
  };
  const own = {
    autocomplete: "off",
    value: value ?? "",
    placeholder: "no value",
    onChange: (event: { readonly currentTarget: HTMLInputElement }) => change(event.currentTarget.value),
  };
  return (
    <label class="field">
      <span>
        {name} {kind === "secret" && <span class="muted">secret</span>}
      </span>
      {kind === "secret" ? <input type="password" {...own} /> : <input type="text" {...own} />}
    </label>
  );
}

function Answer({ name }: CapabilityState): VNode {
  const change = (text: string): void => {
    const { [name]: _old, ...others } = dev.value!.settings.functions;
    void attempt(() => configure({ functions: text === "" ? others : { ...others, [name]: text } }));
  };
  return (
    <label class="field">
      <span>{name}</span>
      <input
        type="text"
        autocomplete="off"
        value={dev.value!.settings.functions[name] ?? ""}
        placeholder="no answer: the call fails"
        onChange={(event) => change(event.currentTarget.value)}
      />
    </label>
  );
}
