/*
 * A disk that fails on command, for one process: preload this library, and calls that write or sync
 * files below one folder fail while a control file says so.
 *
 *   ASSAY_FAULT_FOLDER    the folder, absolute, links resolved
 *   ASSAY_FAULT_CONTROL   a file of at least one byte: 'n' nothing fails, 'f' writes fail with
 *                         ENOSPC, 's' syncs fail with EIO. The first byte is looked at on each call.
 *
 * Memory-mapped writes are not seen; the stores under test use none for data.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

static const volatile char *control;
static const char *folder;
static size_t folder_length;

__attribute__((constructor)) static void start(void) {
  const char *file = getenv("ASSAY_FAULT_CONTROL");
  folder = getenv("ASSAY_FAULT_FOLDER");
  if (file == NULL || folder == NULL) {
    return;
  }
  folder_length = strlen(folder);
  int fd = open(file, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return;
  }
  void *page = mmap(NULL, 1, PROT_READ, MAP_SHARED, fd, 0);
  close(fd);
  control = page == MAP_FAILED ? NULL : page;
}

/* Whether the fault is on and the file lies below the folder. Keeps errno. */
static int fails(int fd, char fault) {
  if (control == NULL || *control != fault) {
    return 0;
  }
  int before = errno;
  char link[64];
  char path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  errno = before;
  return length > (ssize_t)folder_length && memcmp(path, folder, folder_length) == 0 &&
         path[folder_length] == '/';
}

/* The next definition of a function, looked up once. */
#define NEXT(type, name, ...)                        \
  static type (*next)(__VA_ARGS__);                  \
  if (next == NULL) {                                \
    next = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name); \
  }

#define FAIL_IF(fd, fault, error) \
  if (fails(fd, fault)) {         \
    errno = error;                \
    return -1;                    \
  }

ssize_t write(int fd, const void *bytes, size_t count) {
  NEXT(ssize_t, "write", int, const void *, size_t)
  FAIL_IF(fd, 'f', ENOSPC)
  return next(fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  NEXT(ssize_t, "pwrite", int, const void *, size_t, off_t)
  FAIL_IF(fd, 'f', ENOSPC)
  return next(fd, bytes, count, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  NEXT(ssize_t, "pwrite64", int, const void *, size_t, off64_t)
  FAIL_IF(fd, 'f', ENOSPC)
  return next(fd, bytes, count, offset);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  NEXT(ssize_t, "writev", int, const struct iovec *, int)
  FAIL_IF(fd, 'f', ENOSPC)
  return next(fd, parts, count);
}

int fsync(int fd) {
  NEXT(int, "fsync", int)
  FAIL_IF(fd, 's', EIO)
  return next(fd);
}

int fdatasync(int fd) {
  NEXT(int, "fdatasync", int)
  FAIL_IF(fd, 's', EIO)
  return next(fd);
}
