import { crc32 } from 'node:zlib';
import type { Json } from '../domain/task.ts';

const TAIL = /^,"crc":"([0-9a-f]{8})"\}$/;
const TAIL_LENGTH = ',"crc":"00000000"}'.length;

/** One line of a journal: the record as JSON with the CRC-32 of everything before it, and a newline. */
export function encodeLine(record: object): string {
  const body = JSON.stringify(record);
  return `${body.slice(0, -1)},"crc":"${checksum(body)}"}\n`;
}

/** The record of a line (without its newline), or undefined when the line is damaged. */
export function decodeLine(line: Buffer): unknown {
  const cut = line.length - TAIL_LENGTH;
  const tail = cut > 0 ? TAIL.exec(line.toString('latin1', cut)) : null;
  if (!tail) return undefined;
  const body = `${line.toString('utf8', 0, cut)}}`;
  if (checksum(body) !== tail[1]) return undefined;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}

function checksum(body: string): string {
  return crc32(body).toString(16).padStart(8, '0');
}
