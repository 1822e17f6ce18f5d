#pragma once
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif
#if defined(__x86_64__)
#include <smmintrin.h>
#include <wmmintrin.h>
#endif

/* What Swift has no spelling for. */

/* Asks the processor to fetch a line of memory that will be read soon. Never
   faults, whatever the address. */
static inline void nir_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

/* Of the 64 bytes at `bytes` those that are `a`, `b` or `c`, a bit each, the first
   byte lowest. */
static inline uint64_t nir_mask64(const void *bytes, uint8_t a, uint8_t b, uint8_t c) {
#if defined(__SSE2__)
  const __m128i va = _mm_set1_epi8((char)a), vb = _mm_set1_epi8((char)b), vc = _mm_set1_epi8((char)c);
  uint64_t mask = 0;
  for (int i = 0; i < 4; i++) {
    const __m128i v = _mm_loadu_si128((const __m128i *)bytes + i);
    const __m128i m =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, va), _mm_cmpeq_epi8(v, vb)), _mm_cmpeq_epi8(v, vc));
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(m) << (16 * i);
  }
  return mask;
#else
  const uint8_t *p = (const uint8_t *)bytes;
  uint64_t mask = 0;
  for (int i = 0; i < 64; i++) mask |= (uint64_t)(p[i] == a || p[i] == b || p[i] == c) << i;
  return mask;
#endif
}

/* Whether the processor can do what nir_crc32_fold needs. */
static inline int nir_can_fold(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1");
#else
  return 0;
#endif
}

#if defined(__x86_64__)
/* Moves `x` on by the distance that the two constants stand for, and adds `next`. */
__attribute__((target("pclmul,sse4.1"))) static inline __m128i nir_fold(__m128i x, __m128i by, __m128i next) {
  return _mm_xor_si128(_mm_xor_si128(_mm_clmulepi64_si128(x, by, 0x00), _mm_clmulepi64_si128(x, by, 0x11)), next);
}

/* Brings `count` bytes (a multiple of 64, at least 64), with the CRC-32 `crc` of what
   was before them, down to 16 bytes at `rest`: the CRC-32 of those, begun at nought
   without the customary inversion, is that of all. Polynomials over GF(2), lowest
   bit first: multiplying by x^n mod P (the CRC's polynomial) moves 64 bits on by n
   bits, and what has been moved on stands in for itself at its new place. Only where nir_can_fold(). */
__attribute__((target("pclmul,sse4.1"))) static inline void
nir_crc32_fold(uint32_t crc, const void *bytes, long count, void *rest) {
  const __m128i *p = (const __m128i *)bytes;
  /* Mirrored x^(512+32) and x^(512-32) mod P, for 64 bytes on; x^(128+32) and x^(128-32), for 16. */
  const __m128i by64 = _mm_set_epi64x(0x1c6e41596, 0x154442bd4), by16 = _mm_set_epi64x(0x0ccaa009e, 0x1751997d0);
  __m128i a = _mm_xor_si128(_mm_loadu_si128(p), _mm_cvtsi32_si128((int)~crc));
  __m128i b = _mm_loadu_si128(p + 1), c = _mm_loadu_si128(p + 2), d = _mm_loadu_si128(p + 3);
  for (p += 4, count -= 64; count >= 64; p += 4, count -= 64) {
    a = nir_fold(a, by64, _mm_loadu_si128(p));
    b = nir_fold(b, by64, _mm_loadu_si128(p + 1));
    c = nir_fold(c, by64, _mm_loadu_si128(p + 2));
    d = nir_fold(d, by64, _mm_loadu_si128(p + 3));
  }
  _mm_storeu_si128((__m128i *)rest, nir_fold(nir_fold(nir_fold(a, by16, b), by16, c), by16, d));
}
#else
static inline void nir_crc32_fold(uint32_t crc, const void *bytes, long count, void *rest) {
  (void)crc, (void)bytes, (void)count, (void)rest;
}
#endif
