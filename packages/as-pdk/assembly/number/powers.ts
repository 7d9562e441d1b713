// Powers of ten to 126 bits, after Raffaello Giulietti, "The Schubfach way to render doubles" (2020), section 9:
//
//   g(p) = floor(10^p · 2^-r) + 1   with r = exponent(p), so that 2^125 <= g(p) < 2^126, for p from -351 to 350
//
// They are put together from every 27th one, kept to 192 bits, and from the powers of five below 2^63, which are exact.

const STEP: i32 = 27;
const FIRST: i32 = -13;

/** floor(10^(27i) · 2^s), i from -13 to 12, s such that the top bit of 192 is set; three words each, the highest first. */
@lazy const LONG = memory.data<u64>([
  0x8049a4ac0c5811ae, 0x205b896d777d6278, 0xac261e9f5141430b,
  0xcf42894a5dce35ea, 0x52064cac828675b9, 0x475f2b7d7df1ad7a,
  0xa76c582338ed2621, 0xaf2af2b80af6f24e, 0x657c8f4d43323a36,
  0x873e4f75e2224e68, 0x5a7744a6e804a291, 0xcc35eddfcf0996d7,
  0xda7f5bf590966848, 0xaf39a475506a899e, 0xa30294cc2934e662,
  0xb080392cc4349dec, 0xbd8d794d96aacfb3, 0xfe13a5c86af64418,
  0x8e938662882af53e, 0x547eb47b7282ee9c, 0x41b0230e1421487d,
  0xe65829b3046b0afa, 0x0cb4a5a3112a5112, 0xa3b561b1cb208396,
  0xba121a4650e4ddeb, 0x92f34d62616ce413, 0x21a0183e10583cd3,
  0x964e858c91ba2655, 0x3a6a07f8d510f86f, 0xe9082f25e9c5e9ec,
  0xf2d56790ab41c2a2, 0xfae27299423fb9c3, 0x3695dad7e8858901,
  0xc428d05aa4751e4c, 0xaa97e14c3c26b886, 0x96842dc95323f5a8,
  0x9e74d1b791e07e48, 0x775ea264cf55347d, 0xca49f1c05120c9c7,
  0x8000000000000000, 0x0000000000000000, 0x0000000000000000,
  0xcecb8f27f4200f3a, 0x0000000000000000, 0x0000000000000000,
  0xa70c3c40a64e6c51, 0x999090b65f67d924, 0x0000000000000000,
  0x86f0ac99b4e8dafd, 0x69a028bb3ded71a3, 0xdf9f915627c04e28,
  0xda01ee641a708de9, 0xe80e6f4820cc9495, 0xd74baad03bc1d8d3,
  0xb01ae745b101e9e4, 0x5ec05dcff72e7f8f, 0xc04c79ffe324301f,
  0x8e41ade9fbebc27d, 0x14588f13be847307, 0x23bd6a2059c002f5,
  0xe5d3ef282a242e81, 0x8f1668c8a86da5fa, 0xf0b5ccf5176ecc7c,
  0xb9a74a0637ce2ee1, 0x6d953e2bd7173692, 0x88efb0037ac08bde,
  0x95f83d0a1fb69cd9, 0x4abdaf101564f98e, 0x0d5a4af7b3a98e47,
  0xf24a01a73cf2dccf, 0xbc633b39673c8cec, 0x3d9c44cd2f36917c,
  0xc3b8358109e84f07, 0x0a862f80ec4700c8, 0x02606ea01029dc37,
  0x9e19db92b4e31ba9, 0x6c07a2c26a8346d1, 0x4944d9f52cd0dec2,
]);

/** 5^i · 2^s, i from 0 to 26, s such that the top bit of 64 is set. */
@lazy const SHORT = memory.data<u64>([
  0x8000000000000000, 0xa000000000000000, 0xc800000000000000,
  0xfa00000000000000, 0x9c40000000000000, 0xc350000000000000,
  0xf424000000000000, 0x9896800000000000, 0xbebc200000000000,
  0xee6b280000000000, 0x9502f90000000000, 0xba43b74000000000,
  0xe8d4a51000000000, 0x9184e72a00000000, 0xb5e620f480000000,
  0xe35fa931a0000000, 0x8e1bc9bf04000000, 0xb1a2bc2ec5000000,
  0xde0b6b3a76400000, 0x8ac7230489e80000, 0xad78ebc5ac620000,
  0xd8d726b7177a8000, 0x878678326eac9000, 0xa968163f0a57b400,
  0xd3c21bcecceda100, 0x84595161401484a0, 0xa56fa5b99019a5c8,
]);

/** floor(log2(10^p)) for |p| <= 1233. */
@inline
export function floorLog2Of10(p: i32): i32 {
  return <i32>((<i64>p * 913124641741) >> 38);
}

/** r of g(p). */
@inline
export function exponent(p: i32): i32 {
  return floorLog2Of10(p) - 125;
}

/** The upper and lower 63 bits of the g(p) that `power` made last. */
export let upper: u64 = 0;
export let lower: u64 = 0;

/** Puts g(p) into `upper` and `lower`. */
export function power(p: i32): void {
  const row = p >= 0 ? p / STEP : -((STEP - 1 - p) / STEP);
  const long = LONG + ((<usize>(row - FIRST)) * 24);
  const short = load<u64>(SHORT + ((<usize>(p - row * STEP)) << 3));

  const high = load<u64>(long);
  const middle = load<u64>(long, 8);
  // The four words of the product, without the lowest.
  const first = multiplyHigh(load<u64>(long, 16), short) + middle * short;
  const carryFirst = <u64>(first < middle * short);
  const middleHigh = multiplyHigh(middle, short) + carryFirst;
  const second = middleHigh + high * short;
  const third = multiplyHigh(high, short) + <u64>(second < middleHigh);

  // Its top bit is one of the two highest; 126 bits are wanted.
  const shift = 1 + (third >> 63);
  const word = (second >> shift) | (third << (64 - shift));
  const top = third >> shift;
  lower = (word & 0x7fffffffffffffff) + 1;
  upper = ((top << 1) | (word >> 63)) + (lower >> 63);
  lower &= 0x7fffffffffffffff;
}

/** The upper half of the product. */
export function multiplyHigh(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff;
  const aHigh = a >> 32;
  const bLow = b & 0xffffffff;
  const bHigh = b >> 32;
  const middle = aHigh * bLow + ((aLow * bLow) >> 32);
  const other = aLow * bHigh + (middle & 0xffffffff);
  return aHigh * bHigh + (middle >> 32) + (other >> 32);
}
