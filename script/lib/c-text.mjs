// C source as text: comments and literals told apart, without a parser.

const TOKEN = /\/\*[^]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'/g;

const blank = (text) => text.replace(/[^\n]/g, " ");

// The same text with comments blanked, and the inside of literals too unless `literals` is kept.
export function codeOnly(text, { literals = false } = {}) {
  return text.replace(TOKEN, (token) => {
    if (token.startsWith("/")) return blank(token);
    return literals ? token : token[0] + blank(token.slice(1, -1)) + token[0];
  });
}

export function lineOf(text, offset) {
  let line = 1;
  for (let i = 0; i < offset; i++) if (text.charCodeAt(i) === 10) line++;
  return line;
}

// String literals, neighbours joined as the compiler does (macro names between them are kept as
// " NAME "). Each has its line, its value and what stands before it in the code.
export function stringLiterals(text) {
  const code = codeOnly(text, { literals: true });
  const found = [];
  const chain = /"(?:\\.|[^"\\\n])*"(?:\s+(?:[A-Z][A-Z0-9_]*\s+)?"(?:\\.|[^"\\\n])*")*/g;
  for (const match of code.matchAll(chain)) {
    const lineStart = code.lastIndexOf("\n", match.index) + 1;
    if (/^\s*#\s*include/.test(code.slice(lineStart, match.index))) continue;
    const value = match[0].replace(/"\s+"/g, "").replace(/"\s+([A-Z][A-Z0-9_]*)\s+"/g, " $1 ").slice(1, -1);
    found.push({ line: lineOf(code, match.index), offset: match.index, value, before: code.slice(0, match.index) });
  }
  return found;
}

// The comment that ends right above a line (or on it), joined to one line; "" when there is none.
export function commentAbove(text, line) {
  const lines = text.split("\n");
  const same = /\/\*(.*?)\*\/|\/\/(.*)/.exec(lines[line - 1] ?? "");
  let i = line - 2;
  // Upwards over the statement's own lines to its beginning.
  while (i >= 0 && !/[;{}]\s*$|\*\/\s*$|^\s*$|^\s*\/\//.test(lines[i])) i--;
  const end = i;
  if (i >= 0 && /^\s*\/\//.test(lines[i])) while (i > 0 && /^\s*\/\//.test(lines[i - 1])) i--;
  else if (i >= 0 && /\*\/\s*$/.test(lines[i])) while (i > 0 && !/\/\*/.test(lines[i])) i--;
  else return same?.[0] ?? "";
  return lines.slice(i, end + 1).join(" ") + (same?.[0] ?? "");
}

// Function bodies by the project's layout: "{" and "}" alone in the first column.
export function functions(text) {
  const lines = codeOnly(text).split("\n");
  const found = [];
  for (let i = 0; i < lines.length; i++) {
    if (lines[i] !== "{") continue;
    const end = lines.indexOf("}", i);
    if (end < 0) break;
    let begin = i;
    while (begin > 0 && /\S/.test(lines[begin - 1]) && !/^(#|.*[;}]\s*$)/.test(lines[begin - 1])) begin--;
    const name = /(\w+)\s*\(/.exec(lines.slice(begin, i).join(" "))?.[1] ?? "?";
    found.push({ name, line: begin + 1, length: end - begin + 1 });
    i = end;
  }
  return found;
}
