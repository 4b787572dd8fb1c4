/** A piece of a letter: words, or an address that can be opened. */
export type TextPart = { text: string; isLink: boolean };

// Printable ASCII without `<` and `>`. The stop or bracket that ends the sentence is not of the address.
const ADDRESS = /(https?:\/\/[!-;=?-~]*[[!-;=?-~]--[.,:;!?'"\(\)\[\]]])/v;

/** Cuts a text at its addresses. Put together again the parts are the text. */
export function splitAtLinks(text: string): TextPart[] {
  return text
    .split(ADDRESS)
    .map((part, index) => ({ text: part, isLink: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}
