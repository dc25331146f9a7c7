/** Which names a content stream uses of its resources: fonts, images, forms (ISO 32000-2, 7.8). */

const [SPACE, PERCENT, SLASH, LEFT, RIGHT, BACK, LESS, MORE] = [32, 37, 47, 40, 41, 92, 60, 62];
const isSpace = (byte: number) => byte <= SPACE && (byte === 32 || byte === 10 || byte === 13 || byte === 9 || byte === 12 || byte === 0);
const isDelimiter = (byte: number) => byte === LEFT || byte === RIGHT || byte === LESS || byte === MORE || byte === SLASH || byte === PERCENT || byte === 91 || byte === 93 || byte === 123 || byte === 125;

/** Every name outside strings, comments and the data of inline images, as it is written, #-signs decoded. */
export function namesIn(content: Uint8Array): Set<string> {
  const names = new Set<string>();
  const end = content.length;
  const ends = (byte: number | undefined) => byte === undefined || isSpace(byte) || isDelimiter(byte);
  let at = 0;
  while (at < end) {
    const byte = content[at]!;
    if (byte === LEFT) at = afterString(content, at);
    else if (byte === PERCENT) while (at < end && content[at] !== 10 && content[at] !== 13) at += 1;
    else if (byte === LESS && content[at + 1] === LESS) at += 2;
    else if (byte === LESS) while (at < end && content[at++] !== MORE);
    else if (byte === SLASH) {
      const from = ++at;
      while (at < end && !ends(content[at])) at += 1;
      names.add(decoded(content, from, at));
    } else if (byte === 73 && content[at + 1] === 68 && ends(content[at - 1]) && ends(content[at + 2])) at = afterImage(content, at + 3);
    else at += 1;
  }
  return names;
}

function afterString(content: Uint8Array, from: number): number {
  let depth = 0;
  for (let at = from; at < content.length; at += 1) {
    const byte = content[at];
    if (byte === BACK) at += 1;
    else if (byte === LEFT) depth += 1;
    else if (byte === RIGHT && --depth === 0) return at + 1;
  }
  return content.length;
}

/** After the "EI" that stands between spaces and is followed by what looks like text. */
function afterImage(content: Uint8Array, from: number): number {
  for (let at = from; at < content.length - 1; at += 1) {
    if (content[at] !== 69 || content[at + 1] !== 73 || !isSpace(content[at - 1]!)) continue;
    const next = content.subarray(at + 2, at + 12);
    if ((next.length === 0 || isSpace(next[0]!)) && next.every((byte) => isSpace(byte) || (byte > SPACE && byte < 127))) return at + 2;
  }
  return content.length;
}

function decoded(content: Uint8Array, from: number, to: number): string {
  let name = "";
  for (let at = from; at < to; at += 1) name += String.fromCharCode(content[at]!);
  return name.replace(/#([\da-fA-F]{2})/gu, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
