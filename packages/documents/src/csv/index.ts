export { type CsvCell, type CsvEncoding, type CsvTable, csvContentType, toCsv } from './to-csv.ts';
export { MISSING, toWindowsText } from './windows-text.ts';
