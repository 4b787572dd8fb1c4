import type { LocalDate } from '@tenohira/core';

/** What differs from letter to letter. */
export type Letter = {
  /** Printed under the address, to find the letter by: `00012`. */
  reference: string;
  /** Seven digits, with or without a hyphen. */
  postalCode?: string;
  address: string;
  name: string;
  amountYen: number;
  /** As it is to be read: `ABCD-EFGH-JKMN`. */
  code: string;
  /** What the QR code holds. */
  url: string;
};

/** What all letters of a print run share. */
export type LetterContent = {
  programName: string;
  /** What the payment rests on. */
  statute?: string;
  /** Last day, inclusive. */
  closesOn: LocalDate;
  /** On the letter; also the date inside the PDF, so that the same letters are the same bytes. */
  issuedOn: LocalDate;
  sender: { city: string; department: string; address?: string; phone?: string; hours?: string };
  /** The city's own words, above the box. */
  body?: string;
  /** How to apply without a smartphone. */
  onPaper?: string;
  /** Practice: printed across the page. */
  isPractice: boolean;
};
