import { uninitialized } from "./buffer";

const SMALLEST: i32 = 4096;
const NONE = new ArrayBuffer(0);

/** A block of memory that grows and keeps what was written to it. */
export class Room {
  private buffer: ArrayBuffer = NONE;

  /** `largest`: the length in bytes that it never passes. */
  constructor(private largest: i32) {}

  get capacity(): i32 {
    return this.buffer.byteLength;
  }

  get address(): usize {
    return changetype<usize>(this.buffer);
  }

  /** Makes room for `capacity` bytes. Returns its address, which moves as it grows; 0 past the largest length. */
  reserve(capacity: i32): usize {
    if (capacity <= this.capacity) return this.address;
    return this.grow(capacity);
  }

  /** Lets go of the memory. */
  clear(): void {
    this.buffer = NONE;
  }

  private grow(capacity: i32): usize {
    const largest = this.largest;
    if (<u32>capacity > <u32>largest) return 0;
    const length = min(max(max(capacity, 2 * this.capacity), SMALLEST), largest);
    const buffer = this.buffer;
    this.buffer =
      buffer == NONE ? uninitialized(length) : changetype<ArrayBuffer>(__renew(changetype<usize>(buffer), length));
    return this.address;
  }
}
