#pragma once
#include <stdint.h>
#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

/* SHA-256's compression (FIPS 180-4, section 6.2.2) of blocks of 64 bytes, for several streams at once: the
   rounds of one stream wait for one another, those of several do not. Nothing here pads or counts. */

/* What the processor has: 0: nothing that these routines need; 1: SHA's instructions; 2: with them vectors of
   64 bytes. By cpuid, as not every compiler that may build this knows SHA by name. */
static inline int nir_sha256_level(void) {
#if defined(__x86_64__)
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b & bit_SHA)) return 0;
  if (!__builtin_cpu_supports("ssse3") || !__builtin_cpu_supports("sse4.1")) return 0;
  return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") ? 2 : 1;
#else
  return 0;
#endif
}

#if defined(__x86_64__)
#define NIR_SHA __attribute__((target("sha,sse4.1,ssse3"), always_inline)) static inline
#define NIR_SHA64 __attribute__((target("sha,avx512f,avx512bw,avx512vl")))

/* K of section 4.2.2. */
static const uint32_t nir_sha256_k[64] __attribute__((aligned(64))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/* The functions of section 4.1.2, of words or of vectors of words. */
#define NIR_ROTR(x, n) ((x) >> (n) | (x) << (32 - (n)))
#define NIR_SIGMA(x, i, j, k) (NIR_ROTR(x, i) ^ NIR_ROTR(x, j) ^ NIR_ROTR(x, k))
#define NIR_SMALL_SIGMA(x, i, j, k) (NIR_ROTR(x, i) ^ NIR_ROTR(x, j) ^ ((x) >> (k)))

/* One stream: its words a to h as SHA's instructions want them, and the last sixteen words of W. */
typedef struct {
  __m128i abef, cdgh, w[4];
} nir_sha256_lane;

NIR_SHA void nir_sha256_open(nir_sha256_lane *l, const uint32_t *words) {
  const __m128i dcba = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)words), 0x1B);
  const __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)words + 1), 0x1B);
  l->abef = _mm_unpackhi_epi64(hgfe, dcba);
  l->cdgh = _mm_unpacklo_epi64(hgfe, dcba);
}

NIR_SHA void nir_sha256_close(const nir_sha256_lane *l, uint32_t *words) {
  _mm_storeu_si128((__m128i *)words, _mm_shuffle_epi32(_mm_unpackhi_epi64(l->cdgh, l->abef), 0x1B));
  _mm_storeu_si128((__m128i *)words + 1, _mm_shuffle_epi32(_mm_unpacklo_epi64(l->cdgh, l->abef), 0x1B));
}

/* W's words 4i to 4i + 3: first the block's own, then what follows from the sixteen before. SHA's first instruction for
   that (sigma 0) keeps some processors' only SHA unit busy for as long as four rounds do: `vectors` has
   it done beside that unit, which is good where a rotation is one instruction. */
NIR_SHA void nir_sha256_schedule(nir_sha256_lane *l, const uint8_t *block, int i, int vectors) {
  const __m128i turned = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i *const w = l->w;
  if (i < 4) {
    w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)block + i), turned);
    return;
  }
  const __m128i first = w[i & 3], second = w[(i + 1) & 3], third = w[(i + 2) & 3], last = w[(i + 3) & 3];
  __m128i sum = _mm_alignr_epi8(last, third, 4);
  if (vectors) {
    const __v4su x = (__v4su)_mm_alignr_epi8(second, first, 4);
    sum = (__m128i)((__v4su)sum + ((__v4su)first + NIR_SMALL_SIGMA(x, 7, 18, 3)));
  } else {
    sum = _mm_add_epi32(sum, _mm_sha256msg1_epu32(first, second));
  }
  w[i & 3] = _mm_sha256msg2_epu32(sum, last);
}

/* Rounds 4i to 4i + 3. */
NIR_SHA void nir_sha256_rounds(nir_sha256_lane *l, int i) {
  const __m128i k = _mm_add_epi32(l->w[i & 3], _mm_load_si128((const __m128i *)nir_sha256_k + i));
  l->cdgh = _mm_sha256rnds2_epu32(l->cdgh, l->abef, k);
  l->abef = _mm_sha256rnds2_epu32(l->abef, l->cdgh, _mm_shuffle_epi32(k, 0x0E));
}

/* `lanes` streams, 1 or 2, of which the second is left alone when there is one. */
NIR_SHA void nir_sha256_lanes(
    int lanes, int vectors, uint32_t *words, uint32_t *words2, const uint8_t *p, const uint8_t *q, long blocks) {
  nir_sha256_lane a, b;
  nir_sha256_open(&a, words);
  if (lanes == 2) nir_sha256_open(&b, words2);
  for (; blocks > 0; blocks--, p += 64) {
    const __m128i abef = a.abef, cdgh = a.cdgh;
    __m128i abef2, cdgh2;
    if (lanes == 2) abef2 = b.abef, cdgh2 = b.cdgh;
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++) {
      nir_sha256_schedule(&a, p, i, vectors);
      if (lanes == 2) nir_sha256_schedule(&b, q, i, vectors);
      nir_sha256_rounds(&a, i);
      if (lanes == 2) nir_sha256_rounds(&b, i);
    }
    a.abef = _mm_add_epi32(a.abef, abef), a.cdgh = _mm_add_epi32(a.cdgh, cdgh);
    if (lanes == 2) b.abef = _mm_add_epi32(b.abef, abef2), b.cdgh = _mm_add_epi32(b.cdgh, cdgh2), q += 64;
  }
  nir_sha256_close(&a, words);
  if (lanes == 2) nir_sha256_close(&b, words2);
}

__attribute__((target("sha,sse4.1,ssse3"))) static inline void
nir_sha256_one_1(uint32_t *words, const uint8_t *p, long blocks) {
  nir_sha256_lanes(1, 0, words, words, p, p, blocks);
}

__attribute__((target("sha,sse4.1,ssse3"))) static inline void
nir_sha256_two_1(uint32_t *a, uint32_t *b, const uint8_t *p, const uint8_t *q, long blocks) {
  nir_sha256_lanes(2, 0, a, b, p, q, blocks);
}

NIR_SHA64 static inline void
nir_sha256_two_2(uint32_t *a, uint32_t *b, const uint8_t *p, const uint8_t *q, long blocks) {
  nir_sha256_lanes(2, 1, a, b, p, q, blocks);
}

typedef uint32_t nir_words16 __attribute__((vector_size(64)));
/* Any function of three bits, by its table: 0xCA: Ch, 0xE8: Maj. */
#define NIR_BITS(x, y, z, table) \
  ((nir_words16)_mm512_ternarylogic_epi32((__m512i)(x), (__m512i)(y), (__m512i)(z), table))
#define NIR_UNPACK(of, low, high, x, y) low = _mm512_unpacklo_##of(x, y), high = _mm512_unpackhi_##of(x, y)

#define NIR_AT(n) _mm_loadu_si128((const __m128i *)(from[n] + offset + 16 * j))

/* The next block of sixteen streams: word t of all of them in w[t]. */
NIR_SHA64 static inline void nir_sha256_load16(const uint8_t *const *from, long offset, nir_words16 *w) {
  const __m512i turned = _mm512_broadcast_i32x4(_mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203));
  /* Sixteen bytes of four streams make a vector, those of i, i + 4, i + 8 and i + 12, as they are loaded: only one
     part of the processor can move words about, and it has enough to do with the rest. */
#pragma clang loop unroll(full)
  for (int j = 0; j < 4; j++) {
    __m512i x[4], y[4], z[4];
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
      __m512i v = _mm512_castsi128_si512(NIR_AT(i));
      v = _mm512_inserti32x4(v, NIR_AT(i + 4), 1);
      v = _mm512_inserti32x4(v, NIR_AT(i + 8), 2);
      v = _mm512_inserti32x4(v, NIR_AT(i + 12), 3);
      x[i] = _mm512_shuffle_epi8(v, turned);
    }
    NIR_UNPACK(epi32, y[0], y[1], x[0], x[1]);
    NIR_UNPACK(epi32, y[2], y[3], x[2], x[3]);
    NIR_UNPACK(epi64, z[0], z[1], y[0], y[2]);
    NIR_UNPACK(epi64, z[2], z[3], y[1], y[3]);
    for (int i = 0; i < 4; i++) w[4 * j + i] = (nir_words16)z[i];
  }
}

/* Sixteen rounds of sixteen streams, with the sixteen of K at `k`; `more`: with the next sixteen words of W. */
__attribute__((target("sha,avx512f,avx512bw,avx512vl"), always_inline)) static inline void
nir_sha256_rounds16(nir_words16 *s, nir_words16 *w, const uint32_t *k, int more) {
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i++) {
    /* W's next word among the rounds, not before them: it wants other parts of the processor than they do. */
    if (more)
      w[i] += NIR_SMALL_SIGMA(w[(i + 1) & 15], 7, 18, 3) + w[(i + 9) & 15] +
              NIR_SMALL_SIGMA(w[(i + 14) & 15], 17, 19, 10);
    /* Instead of moving a to h on by one, the names are moved. */
    const nir_words16 a = s[-i & 7], b = s[(1 - i) & 7], c = s[(2 - i) & 7];
    const nir_words16 e = s[(4 - i) & 7], f = s[(5 - i) & 7], g = s[(6 - i) & 7];
    const nir_words16 t = s[(7 - i) & 7] + (w[i] + k[i]) + (NIR_SIGMA(e, 6, 11, 25) + NIR_BITS(e, f, g, 0xCA));
    s[(3 - i) & 7] += t;
    s[(7 - i) & 7] = t + (NIR_SIGMA(a, 2, 13, 22) + NIR_BITS(a, b, c, 0xE8));
  }
}

/* nir_sha256_sixteen with level 2. */
NIR_SHA64 static inline void
nir_sha256_sixteen_2(uint32_t *words, const uint8_t *const *from, long lanes, long blocks) {
  const uint8_t *p[16];
  for (int i = 0; i < 16; i++) p[i] = from[i < lanes ? i : 0];
  const __mmask16 those = (__mmask16)(0xFFFF >> (16 - lanes));
  const __m512i rows = _mm512_set_epi32(120, 112, 104, 96, 88, 80, 72, 64, 56, 48, 40, 32, 24, 16, 8, 0);
  nir_words16 h[8], w[16];
  for (int i = 0; i < 8; i++)
    h[i] = (nir_words16)_mm512_mask_i32gather_epi32(_mm512_setzero_si512(), those, rows, words + i, 4);
  for (long n = 0; n < blocks; n++) {
    nir_words16 s[8];
    for (int i = 0; i < 8; i++) s[i] = h[i];
    nir_sha256_load16(p, 64 * n, w);
    nir_sha256_rounds16(s, w, nir_sha256_k, 0);
#pragma clang loop unroll(full)
    for (int t = 16; t < 64; t += 16) nir_sha256_rounds16(s, w, nir_sha256_k + t, 1);
    for (int i = 0; i < 8; i++) h[i] += s[i];
  }
  for (int i = 0; i < 8; i++) _mm512_mask_i32scatter_epi32(words + i, those, rows, (__m512i)h[i], 4);
}
#endif

/* Takes the next `blocks` blocks in of a stream whose words a to h are at `words`. Only with level 1 or 2. */
static inline void nir_sha256_one(uint32_t *words, const void *from, long blocks) {
#if defined(__x86_64__)
  nir_sha256_one_1(words, (const uint8_t *)from, blocks);
#else
  (void)words, (void)from, (void)blocks;
#endif
}

/* The same number of blocks of two streams. Only with level 1 or 2. */
static inline void
nir_sha256_two(int level, uint32_t *words, uint32_t *words2, const void *from, const void *from2, long blocks) {
#if defined(__x86_64__)
  const uint8_t *p = (const uint8_t *)from, *q = (const uint8_t *)from2;
  if (level == 2) return nir_sha256_two_2(words, words2, p, q, blocks);
  nir_sha256_two_1(words, words2, p, q, blocks);
#else
  (void)level, (void)words, (void)words2, (void)from, (void)from2, (void)blocks;
#endif
}

/* The same number of blocks of `lanes` streams, 1 to 16, whose words are at `words`, eight a stream. Takes as long
   for one as for sixteen. Only with level 2. */
static inline void nir_sha256_sixteen(uint32_t *words, const void *const *from, long lanes, long blocks) {
#if defined(__x86_64__)
  nir_sha256_sixteen_2(words, (const uint8_t *const *)from, lanes, blocks);
#else
  (void)words, (void)from, (void)lanes, (void)blocks;
#endif
}
