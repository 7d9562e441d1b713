/** Ends a list whose opening bracket is at `list` and each of whose members is followed by a comma. */
export function endList(list: usize, at: usize): usize {
  const end = at == list + 1 ? at : at - 1;
  store<u8>(end, 0x5d);
  return end + 1;
}
