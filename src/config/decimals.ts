import type { Complaint } from './complaint.ts';
import { shown } from './complaint.ts';

/** Complains of text where a number belongs, and says which plain decimal was probably meant. */
export function decimalComplaint(text: string): Complaint {
  const meant = plainDecimal(text);
  return { message: `${shown(text)} is not a plain decimal${meant === undefined ? '' : `; use ${meant}`}` };
}

/** `"1,50"` -> 1.50, `"$5"` -> 5, `"1,234.5"` -> 1234.5, `"0.5"` -> 0.5; undefined where it is not clear (`"1,234"`). */
function plainDecimal(text: string): string | undefined {
  const bare = text.trim().replace(/^(?:[$€£]|USD|EUR)\s*|\s*(?:[$€£]|USD|EUR)$/gi, '');
  if (/^\d+(?:\.\d+)?$/.test(bare)) return bare;
  if (/^\d+,\d{1,2}$/.test(bare)) return bare.replace(',', '.');
  if (/^\d{1,3}(?:,\d{3})+\.\d+$/.test(bare)) return bare.replaceAll(',', '');
  return undefined;
}
