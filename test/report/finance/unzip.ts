import { inflateRawSync } from 'node:zlib';

/** The files of a ZIP archive as text, by its central directory (PKWARE APPNOTE 4.3.12). */
export function unzip(archive: Buffer): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (let at = archive.readUInt32LE(archive.length - 6); archive.readUInt32LE(at) === 0x02014b50; ) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(start, start + size);
    files[archive.toString('utf8', at + 46, at + 46 + name)] = (
      method === 0 ? bytes : inflateRawSync(bytes)
    ).toString();
    at += 46 + name + extra + comment;
  }
  return files;
}
