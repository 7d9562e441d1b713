/** A number or boolean that may be absent, as `Box<f64> | null`: AssemblyScript's own cannot be null. */
export class Box<T> {
  constructor(public value: T) {}
}
