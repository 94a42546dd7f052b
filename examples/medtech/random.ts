/**
 * xoshiro128** 1.1 by David Blackman and Sebastiano Vigna (public domain, prng.di.unimi.it/xoshiro128starstar.c), its state filled by
 * splitmix32, the 32-bit form of Vigna's splitmix64 with Chris Wellons' `lowbias32` mixer. Every order has a stream of its own, so one order's
 * story does not depend on how many numbers another one drew.
 */
const mixer = (seed: number): (() => number) => {
  let at = seed >>> 0
  return () => {
    at = (at + 0x9e3779b9) >>> 0
    let z = at
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
}
const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by))

/** FNV-1a, 32 bits. */
const hashed = (text: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** The numbers of one part of the world, apart from those of the orders: a part that is added changes nothing of what was drawn before it. */
export const partRandom = (seed: number, part: string, index: number): Random => new Random((seed ^ hashed(part)) >>> 0, index)

export class Random {
  readonly #words: Int32Array

  /** `stream` names a sequence of its own under one seed. */
  constructor(seed: number, stream: number) {
    const next = mixer(mixer(seed)() ^ Math.imul(stream + 1, 0x85ebca6b))
    this.#words = Int32Array.of(next(), next(), next(), next() | 1)
  }

  #next(): number {
    const words = this.#words as Int32Array & { 0: number; 1: number; 2: number; 3: number }
    const drawn = Math.imul(rotate(Math.imul(words[1], 5), 7), 9)
    const shifted = words[1] << 9
    words[2] ^= words[0]
    words[3] ^= words[1]
    words[1] ^= words[2]
    words[0] ^= words[3]
    words[2] ^= shifted
    words[3] = rotate(words[3], 11)
    return drawn >>> 0
  }

  /** In [0, 1). */
  fraction(): number {
    return this.#next() / 4_294_967_296
  }

  between(least: number, most: number): number {
    return least + this.fraction() * (most - least)
  }

  /** Both ends included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1))
  }

  chance(rate: number): boolean {
    return this.fraction() < rate
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.fraction() * list.length)] as T
  }

  weighted<T extends { readonly weight: number }>(list: readonly T[]): T {
    const total = list.reduce((sum, item) => sum + item.weight, 0)
    let left = this.fraction() * total
    for (const item of list) {
      left -= item.weight
      if (left < 0) return item
    }
    return list[list.length - 1] as T
  }
}
