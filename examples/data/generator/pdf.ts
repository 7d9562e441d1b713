const linesPerPage = 58;

/** A PDF string literal: parentheses and backslashes are the characters that need a backslash. */
function literal(line: string): string {
  return `(${line.replaceAll(/[()\\]/g, (character) => `\\${character}`)}) '`;
}

/** Objects 1 to 3 are the catalog, the tree of pages and the font; then come each page and its content. */
function pageNumber(index: number): number {
  return 4 + index * 2;
}

function pageContent(lines: readonly string[]): string {
  const text = `BT /F1 10 Tf 13 TL 50 800 Td\n${lines.map(literal).join("\n")}\nET`;
  return `<< /Length ${Buffer.byteLength(text, "latin1")} >>\nstream\n${text}\nendstream`;
}

/**
 * A plain PDF 1.4 document (ISO 32000, one font, uncompressed) with the lines on as many pages as they take.
 * Lines are Latin-1 text.
 */
export function pdf(lines: readonly string[]): Uint8Array {
  const pages = Array.from({ length: Math.ceil(lines.length / linesPerPage) }, (_, index) =>
    lines.slice(index * linesPerPage, (index + 1) * linesPerPage),
  );
  const kids = pages.map((_, index) => `${pageNumber(index)} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} /MediaBox [0 0 595 842] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ...pages.flatMap((page, index) => [
      `<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents ${pageNumber(index) + 1} 0 R >>`,
      pageContent(page),
    ]),
  ];
  let body = "%PDF-1.4\n";
  const offsets: string[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(`${String(body.length).padStart(10, "0")} 00000 n \n`);
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join("")}`;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + table + trailer, "latin1");
}
