// An invoice as a PDF of one page. Its letters are Latin: Japanese ones need a font, and this is a stage prop.
import { sumsOf } from './invoice-sums.ts';
import type { Invoice, StripeAccount } from './model.ts';

export function invoicePdf(account: StripeAccount, invoice: Invoice): Buffer {
  const { subtotal, tax, total } = sumsOf(account, invoice);
  const lines = [
    `Invoice ${invoice.number ?? '(draft)'}`,
    `Status: ${invoice.status}`,
    `Subtotal: JPY ${subtotal}`,
    `Consumption tax: JPY ${tax}`,
    `Total: JPY ${total}`,
    `Amount due: JPY ${invoice.amountDue}`,
    'Made by a sandbox. No money moves.',
  ];
  const shown = lines.map((line) => `(${line.replace(/[^ -~]/g, '?').replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
  const content = `BT /F1 14 Tf 24 TL 60 780 Td\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  pdf += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n`;
  return Buffer.from(pdf, 'latin1');
}
