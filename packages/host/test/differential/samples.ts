/** The bytes 0 to 255: most are not text, some are not UTF-8. */
export const everyByte: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/** More than one page, and not a multiple of 8 bytes. */
export const large: Uint8Array = Uint8Array.from({ length: 300_001 }, (_, index) => (index * 31) >>> 3);

export const mebibyte: Uint8Array = Uint8Array.from({ length: 1 << 20 }, (_, index) => (index * 31) >>> 3);
