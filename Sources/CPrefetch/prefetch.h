#pragma once
/* Swift has no spelling for this: asks the processor to fetch a line of memory
   that will be read soon. Never faults, whatever the address. */
static inline void nir_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }
