/**
 * For tests of what the host promises to do in time: what it does too late, it does each time; a busy machine hardly does so three
 * times.
 */
export const inTime = { retry: 2 } as const;
