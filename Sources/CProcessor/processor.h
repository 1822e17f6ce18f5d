#pragma once
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
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
