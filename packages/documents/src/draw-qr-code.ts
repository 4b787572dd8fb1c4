import QRCode from 'qrcode';

/** ISO/IEC 18004 asks for four modules of white on every side. */
const QUIET_MODULES = 4;

/** Draws a QR code as one vector path; `size` includes the white around it, in points. */
export function drawQrCode(
  pdf: PDFKit.PDFDocument,
  text: string,
  { x, y, size }: { x: number; y: number; size: number },
): void {
  // M restores 15 % of the symbol: a fold or a coffee stain.
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const step = size / (modules.size + 2 * QUIET_MODULES);
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      let run = 0;
      while (column + run < modules.size && modules.get(row, column + run)) run += 1;
      if (run === 0) continue;
      pdf.rect(x + (QUIET_MODULES + column) * step, y + (QUIET_MODULES + row) * step, run * step, step);
      column += run;
    }
  }
  pdf.fill('#000000');
}
