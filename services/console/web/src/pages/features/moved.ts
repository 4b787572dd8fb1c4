/** The list with one of it a place further towards the end (1) or the beginning (-1). */
export function moved<Item>(list: readonly Item[], index: number, by: 1 | -1): Item[] {
  const rest = list.toSpliced(index, 1);
  const item = list[index];
  return item === undefined ? rest : rest.toSpliced(index + by, 0, item);
}
