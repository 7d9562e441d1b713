/**
 * What a module may declare at most: far more than any compiler emits, few enough that each may cost something. The names are those
 * of `ModuleShape`.
 */
export const mostDeclared = {
  imports: 10_000,
  tables: 1000,
  memories: 1000,
  tags: 1000,
  globals: 10_000,
  /** V8 takes seconds for an instance with a hundred thousand; each global is one, for the state to be restored. */
  exports: 10_000,
} as const;
