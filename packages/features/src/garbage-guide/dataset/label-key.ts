/** The form in which a column's name, a category's label and an item's label meet: width and spaces do not matter. */
export function labelKey(label: string): string {
  return label.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
}
