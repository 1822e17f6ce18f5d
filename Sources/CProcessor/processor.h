#pragma once
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif
#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* What Swift has no spelling for. */

/* Asks the processor to fetch a line of memory that will be read soon. Never
   faults, whatever the address. */
static inline void nir_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

/* The same for what will be written later: no nearer than the core's larger cache, where it waits. */
static inline void nir_prefetch_far(const void *address) { __builtin_prefetch(address, 0, 2); }

/* Writes a number at any place: Swift's own way to do so is not always inlined. */
static inline void nir_put_8(void *to, uint8_t value) { *(uint8_t *)to = value; }
static inline void nir_put_16(void *to, uint16_t value) { __builtin_memcpy(to, &value, sizeof value); }
static inline void nir_put_32(void *to, uint32_t value) { __builtin_memcpy(to, &value, sizeof value); }
static inline void nir_put_64(void *to, uint64_t value) { __builtin_memcpy(to, &value, sizeof value); }

/* The day number of a date dd.mm.aaaa; INT32_MIN for any other bytes, and everywhere where the compiler may not use
   SSE4.1: then they must be looked at otherwise. Sixteen bytes can be read at `text`. `months` are the day numbers of
   the first of every month, 1900 to 2199, and of the one after them. */
__attribute__((always_inline)) static inline int32_t nir_date(const void *text, const int32_t *months) {
#if defined(__SSE4_1__)
  /* A digit becomes 0 to 9, a full stop 0, and what follows may be anything. */
  const __m128i form = _mm_setr_epi8('0', '0', '.', '0', '0', '.', '0', '0', '0', '0', 0, 0, 0, 0, 0, 0);
  const __m128i most = _mm_setr_epi8(9, 9, 0, 9, 9, 0, 9, 9, 9, 9, -1, -1, -1, -1, -1, -1);
  const __m128i v = _mm_xor_si128(_mm_loadu_si128((const __m128i *)text), form);
  const __m128i over = _mm_subs_epu8(v, most);
  if (!_mm_testz_si128(over, over)) return INT32_MIN;
  /* Numbers of two digits: the month, the year's halves, the day; then the month, the year in months, the day. */
  const __m128i order = _mm_setr_epi8(3, 4, -1, -1, 6, 7, 8, 9, 0, 1, -1, -1, -1, -1, -1, -1);
  const __m128i pairs = _mm_maddubs_epi16(_mm_shuffle_epi8(v, order), _mm_set1_epi16(0x010A));
  const __m128i parts = _mm_madd_epi16(pairs, _mm_setr_epi16(1, 0, 1200, 12, 1, 0, 0, 0));
  const uint64_t low = (uint64_t)_mm_cvtsi128_si64(parts);
  const uint32_t month = (uint32_t)low - 1, year = (uint32_t)(low >> 32) - 1900 * 12;
  if (month > 11 || year > 299 * 12) return INT32_MIN;
  const int32_t *const from = months + (year + month);
  const uint32_t day = (uint32_t)_mm_extract_epi32(parts, 2) - 1;
  return day < (uint32_t)(from[1] - from[0]) ? from[0] + (int32_t)day : INT32_MIN;
#else
  (void)text, (void)months;
  return INT32_MIN;
#endif
}

/* The number that twelve digits are; UINT64_MAX for any other bytes, and as nir_date does where SSE4.1 may not be used.
   Sixteen bytes can be read at `text`. */
__attribute__((always_inline)) static inline uint64_t nir_twelve_digits(const void *text) {
#if defined(__SSE4_1__)
  const __m128i most = _mm_setr_epi8(9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, -1, -1, -1, -1);
  const __m128i v = _mm_xor_si128(_mm_loadu_si128((const __m128i *)text), _mm_set1_epi8('0'));
  const __m128i over = _mm_subs_epu8(v, most);
  if (!_mm_testz_si128(over, over)) return UINT64_MAX;
  /* Numbers of two, of four and of eight digits; the last four stay by themselves. */
  const __m128i twos = _mm_maddubs_epi16(v, _mm_setr_epi8(10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 0, 0, 0, 0));
  const __m128i fours = _mm_madd_epi16(twos, _mm_setr_epi16(100, 1, 100, 1, 100, 1, 0, 0));
  const __m128i eights = _mm_madd_epi16(_mm_packus_epi32(fours, fours), _mm_setr_epi16(10000, 1, 1, 0, 0, 0, 0, 0));
  const uint64_t low = (uint64_t)_mm_cvtsi128_si64(eights);
  return (uint64_t)(uint32_t)low * 10000 + (low >> 32);
#else
  (void)text;
  return UINT64_MAX;
#endif
}

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

/* How many bytes lie between each of the seventeen rising positions at `positions` and the next, for sixteen fields;
   returns a bit a field: whether there are any. */
static inline uint32_t nir_field_lengths(const uint32_t *positions, uint32_t *lengths) {
#if defined(__SSE2__)
  const __m128i none = _mm_setzero_si128(), less = _mm_set1_epi32(-1);
  uint32_t empty = 0;
  for (int i = 0; i < 4; i++) {
    const __m128i before = _mm_loadu_si128((const __m128i *)(positions + 4 * i));
    const __m128i after = _mm_loadu_si128((const __m128i *)(positions + 4 * i + 1));
    const __m128i n = _mm_add_epi32(_mm_sub_epi32(after, before), less);
    _mm_storeu_si128((__m128i *)(lengths + 4 * i), n);
    empty |= (uint32_t)_mm_movemask_ps(_mm_castsi128_ps(_mm_cmpeq_epi32(n, none))) << (4 * i);
  }
  return ~empty & 0xFFFF;
#else
  uint32_t some = 0;
  for (int i = 0; i < 16; i++) {
    lengths[i] = positions[i + 1] - positions[i] - 1;
    some |= (uint32_t)(lengths[i] != 0) << i;
  }
  return some;
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

/* How wide vectors the processor has, as nir_positions and nir_plain_text ask: 2: 64 bytes
   (with what puts chosen bytes together), 1: 32 bytes, 0: none of these. */
static inline int nir_vector_level(void) {
#if defined(__x86_64__)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") || !__builtin_cpu_supports("bmi2") ||
      !__builtin_cpu_supports("popcnt"))
    return 0;
  return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2") ? 2 : 1;
#else
  return 0;
#endif
}

#if defined(__x86_64__)
#define NIR_64 __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi2,popcnt"))) static inline
#define NIR_32 __attribute__((target("avx2,bmi,bmi2,popcnt"))) static inline

/* Puts `own`, a bit a position, behind the `k` bits at `bits`: those above them in their word are
   nought, and of the next word all become so that are not needed. */
static inline void nir_append_bits(uint64_t *bits, long k, uint64_t own) {
  uint64_t *const word = bits + (k >> 6);
  const int at = (int)(k & 63);
  word[0] |= own << at;
  word[1] = own >> 1 >> (63 - at);
}

/* nir_positions with level 2: sixteen positions are written at a time, right or not, and
   there is hardly a branch on what the bytes are. */
NIR_64 long nir_positions_64(
    const uint8_t *bytes, long *at, long count, uint8_t delimiter, uint32_t *out, uint64_t *bits, long k, long room) {
  const __m512i d = _mm512_set1_epi8((char)delimiter), q = _mm512_set1_epi8(0x22), n = _mm512_set1_epi8(0x0A);
  const __m512i places = _mm512_set_epi64(
      0x3f3e3d3c3b3a3938, 0x3736353433323130, 0x2f2e2d2c2b2a2928, 0x2726252423222120, 0x1f1e1d1c1b1a1918,
      0x1716151413121110, 0x0f0e0d0c0b0a0908, 0x0706050403020100);
  long i = *at;
  for (; i + 64 <= count && k + 64 <= room; i += 64) {
    const __m512i v = _mm512_loadu_si512(bytes + i);
    const uint64_t delimiters = _mm512_cmpeq_epi8_mask(v, d);
    const uint64_t m = delimiters | _mm512_cmpeq_epi8_mask(v, q) | _mm512_cmpeq_epi8_mask(v, n);
    const __m512i found = _mm512_maskz_compress_epi8(m, places), base = _mm512_set1_epi32((int)i);
    const long many = __builtin_popcountll(m);
    nir_append_bits(bits, k, _pext_u64(delimiters, m));
    uint32_t *const to = out + k;
    _mm512_storeu_si512(to, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(found))));
    if (many > 16) {
      _mm512_storeu_si512(to + 16, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(found, 1))));
      _mm512_storeu_si512(to + 32, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(found, 2))));
      _mm512_storeu_si512(to + 48, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(found, 3))));
    }
    k += many;
  }
  *at = i;
  return k;
}

/* nir_positions with level 1: eight positions at a time. */
NIR_32 long nir_positions_32(
    const uint8_t *bytes, long *at, long count, uint8_t delimiter, uint32_t *out, uint64_t *bits, long k, long room) {
  const __m256i d = _mm256_set1_epi8((char)delimiter), q = _mm256_set1_epi8(0x22), n = _mm256_set1_epi8(0x0A);
  long i = *at;
  for (; i + 64 <= count && k + 64 <= room; i += 64) {
    uint64_t m = 0, delimiters = 0;
    for (int h = 0; h < 2; h++) {
      const __m256i v = _mm256_loadu_si256((const __m256i *)(bytes + i) + h);
      const __m256i hit = _mm256_cmpeq_epi8(v, d);
      const __m256i other = _mm256_or_si256(_mm256_cmpeq_epi8(v, q), _mm256_cmpeq_epi8(v, n));
      delimiters |= (uint64_t)(uint32_t)_mm256_movemask_epi8(hit) << (32 * h);
      m |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_or_si256(hit, other)) << (32 * h);
    }
    const long many = __builtin_popcountll(m);
    nir_append_bits(bits, k, _pext_u64(delimiters, m));
    uint32_t *to = out + k;
    long left = many;
    do {
      for (int j = 0; j < 8; j++, m &= m - 1) to[j] = (uint32_t)i + (uint32_t)_tzcnt_u64(m);
      to += 8, left -= 8;
    } while (left > 0);
    k += many;
  }
  *at = i;
  return k;
}

/* nir_plain_text with level 2. */
NIR_64 long nir_plain_text_64(const uint8_t *bytes, long from, long count) {
  const __m512i continuation = _mm512_set1_epi8(-64), first = _mm512_set1_epi8((char)0xC2);
  const __m512i leads = _mm512_set1_epi8(0x1E);
  uint64_t open = 0;
  for (; from + 64 <= count; from += 64) {
    const __m512i v = _mm512_loadu_si512(bytes + from);
    const uint64_t high = _mm512_movepi8_mask(v), nul = _mm512_testn_epi8_mask(v, v);
    const uint64_t cont = _mm512_cmplt_epi8_mask(v, continuation);
    const uint64_t lead = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(v, first), leads);
    if ((cont ^ (lead << 1 | open)) | (high ^ (cont | lead)) | nul) break;
    open = lead >> 63;
  }
  return from - (long)open;
}

/* nir_plain_text with level 1. */
NIR_32 long nir_plain_text_32(const uint8_t *bytes, long from, long count) {
  const __m256i end = _mm256_set1_epi8(-64), first = _mm256_set1_epi8((char)0xC1), last = _mm256_set1_epi8((char)0xE0);
  uint32_t open = 0;
  for (; from + 32 <= count; from += 32) {
    const __m256i v = _mm256_loadu_si256((const __m256i *)(bytes + from));
    const uint32_t high = (uint32_t)_mm256_movemask_epi8(v);
    const uint32_t nul = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, _mm256_setzero_si256()));
    const uint32_t cont = (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(end, v));
    const uint32_t lead =
        (uint32_t)_mm256_movemask_epi8(_mm256_and_si256(_mm256_cmpgt_epi8(v, first), _mm256_cmpgt_epi8(last, v)));
    if ((cont ^ (lead << 1 | open)) | (high ^ (cont | lead)) | nul) break;
    open = lead >> 31;
  }
  return from - (long)open;
}

/* nir_agreeing with level 2. */
NIR_64 long nir_agreeing_64(const uint8_t *bytes, const uint8_t *text, const uint8_t *mask, long count) {
  for (long i = 0; i < count; i += 64) {
    const __m512i v = _mm512_xor_si512(_mm512_loadu_si512(bytes + i), _mm512_loadu_si512(text + i));
    const uint64_t m = _mm512_test_epi8_mask(v, _mm512_loadu_si512(mask + i));
    if (m != 0) return i + __builtin_ctzll(m);
  }
  return count;
}

/* nir_agreeing with level 1. */
NIR_32 long nir_agreeing_32(const uint8_t *bytes, const uint8_t *text, const uint8_t *mask, long count) {
  for (long i = 0; i < count; i += 32) {
    const __m256i v = _mm256_xor_si256(
        _mm256_loadu_si256((const __m256i *)(bytes + i)), _mm256_loadu_si256((const __m256i *)(text + i)));
    const __m256i same = _mm256_cmpeq_epi8(
        _mm256_and_si256(v, _mm256_loadu_si256((const __m256i *)(mask + i))), _mm256_setzero_si256());
    const uint32_t m = ~(uint32_t)_mm256_movemask_epi8(same);
    if (m != 0) return i + (long)_tzcnt_u64(m);
  }
  return count;
}
#endif

/* Adds the positions of `delimiter`, the quote and LF to the `k` at `out`, which has room for `room`, and
   says how many there are then; `bits` gets a bit a position: whether it is the delimiter's (bits above the `k`th
   in its word must be nought). Whole blocks of 64 bytes, from `*at` on, which is moved on, as long as there is
   room for 64 more positions: what lies behind the last one there is overwritten, and one word of bits more. */
static inline long nir_positions(
    int level, const void *bytes, long *at, long count, uint8_t delimiter, uint32_t *out, uint64_t *bits, long k,
    long room) {
#if defined(__x86_64__)
  if (level == 2) return nir_positions_64((const uint8_t *)bytes, at, count, delimiter, out, bits, k, room);
  if (level == 1) return nir_positions_32((const uint8_t *)bytes, at, count, delimiter, out, bits, k, room);
#endif
  (void)level;
  long i = *at;
  for (; i + 64 <= count && k + 64 <= room; i += 64) {
    const uint64_t delimiters = nir_mask64((const uint8_t *)bytes + i, delimiter, delimiter, delimiter);
    for (uint64_t m = nir_mask64((const uint8_t *)bytes + i, delimiter, 0x22, 0x0A); m != 0; m &= m - 1, k++) {
      const int place = __builtin_ctzll(m);
      out[k] = (uint32_t)(i + place);
      if ((k & 63) == 0) bits[k >> 6] = 0;
      bits[k >> 6] |= (delimiters >> place & 1) << (k & 63);
    }
  }
  *at = i;
  return k;
}

/* How far from `from`, the start of a sequence, there is nothing but UTF-8's sequences of one and two
   bytes without a NUL, as far as whole vectors tell: the start of a sequence. Of what is
   there nothing is said; where `level` is 0 nothing is looked at. */
static inline long nir_plain_text(int level, const void *bytes, long from, long count) {
#if defined(__x86_64__)
  if (level == 2) return nir_plain_text_64((const uint8_t *)bytes, from, count);
  if (level == 1) return nir_plain_text_32((const uint8_t *)bytes, from, count);
#endif
  (void)level, (void)bytes, (void)count;
  return from;
}

/* How many of the `count` bytes at `bytes`, a multiple of 64, are those at `text` in the bits of `mask`
   before the first that is not. */
static inline long nir_agreeing(int level, const void *bytes, const void *text, const void *mask, long count) {
  const uint8_t *b = (const uint8_t *)bytes, *t = (const uint8_t *)text, *m = (const uint8_t *)mask;
#if defined(__x86_64__)
  if (level == 2) return nir_agreeing_64(b, t, m, count);
  if (level == 1) return nir_agreeing_32(b, t, m, count);
#endif
  (void)level;
  long i = 0;
  while (i < count && ((b[i] ^ t[i]) & m[i]) == 0) i++;
  return i;
}
