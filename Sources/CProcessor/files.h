#pragma once
#include <errno.h>

/* Linux' own; the C library's module leaves it out. */
extern int sync_file_range(int fd, long offset, long bytes, unsigned flags);

/* The number of the error with which the system has failed to write to the disk what a file was given, 0 if it has
   not: those who wrote are told nothing of it. What is being written now is waited for, nothing is begun. A file
   that lies on no disk has none. */
static inline int nir_write_back_error(int fd) {
  const unsigned wait_before = 1;
  if (sync_file_range(fd, 0, 0, wait_before) == 0) return 0;
  return errno == EIO || errno == ENOSPC || errno == EDQUOT ? errno : 0;
}
