import { crc32 } from 'node:zlib';
import type { Json } from '../domain/task.ts';

const TAIL = /^,"crc":"([0-9a-f]{8})"\}$/;
const TAIL_LENGTH = ',"crc":"00000000"}'.length;

/** One line of a journal: the record as JSON, its last member the CRC-32 of everything before that member, and a newline. */
export function encodeLine(record: object): string {
  const body = JSON.stringify(record).slice(0, -1);
  return `${body},"crc":"${checksum(body)}"}\n`;
}

/** The record of a line (without its newline), or undefined when the line is damaged. */
export function decodeLine(line: Buffer): unknown {
  const cut = line.length - TAIL_LENGTH;
  const tail = cut > 0 ? TAIL.exec(line.toString('latin1', cut)) : null;
  if (!tail || checksum(line.subarray(0, cut)) !== tail[1]) return undefined;
  try {
    return JSON.parse(`${line.toString('utf8', 0, cut)}}`) as Json;
  } catch {
    return undefined;
  }
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Eight hex digits. By table: every answer has two lines. */
function checksum(body: string | Buffer): string {
  const crc = crc32(body);
  return `${HEX[crc >>> 24]}${HEX[(crc >>> 16) & 255]}${HEX[(crc >>> 8) & 255]}${HEX[crc & 255]}`;
}
