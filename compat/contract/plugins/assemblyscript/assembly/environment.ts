import { config, fail, input, log, output, run, vars } from "@vial/as-pdk/assembly";

export function getConfig(): i32 {
  return run(() => answer(config.get, "config: absent"));
}

export function getVariable(): i32 {
  return run(() => answer(vars.getText, "var: absent"));
}

export function removeVariable(): i32 {
  return run(() => {
    const name = input.text();
    if (name != null) vars.remove(name);
  });
}

/** Sets the variable of a text `name=value`. */
export function setVariable(): i32 {
  return run(() => {
    const text = input.text();
    if (text == null) return;
    const separator = text.indexOf("=");
    if (separator < 0) fail("var_set: expected name=value");
    else vars.setText(text.substring(0, separator), text.substring(separator + 1));
  });
}

/** Logs a text at all levels, and answers with the level of the host. */
export function logAtAllLevels(): i32 {
  return run(() => {
    const text = input.text();
    if (text == null) return;
    log.trace(text);
    log.debug(text);
    log.info(text);
    log.warn(text);
    log.error(text);
    output.text(log.level().toString());
  });
}

/** Answers with what there is of the input's name, or fails with `absent`. */
function answer(get: (name: string) => string | null, absent: string): void {
  const name = input.text();
  if (name == null) return;
  const value = get(name);
  if (value != null) output.text(value);
  else fail(absent);
}
