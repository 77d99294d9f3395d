/* Recorder for the replay of power cuts (power.py reads what it writes). Loaded into a process by LD_PRELOAD, it notes
   every change to files and folders inside $RECORDED_FOLDER in $RECORD, in the order the changes happen: a record is

       operation (1 byte), length of the name (2), offset or size (8), length of the data (8), name, data

   c created, m folder made, t truncated, w written, s file synced, d folder synced, u removed (file or empty folder),
   r renamed (data: new name), x a call this recorder does not follow: the replay refuses the recording. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 1024
#define LONGEST 1024

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER; /* a change and its record are one */
static char folder[LONGEST], names[MOST_FILES][LONGEST];
static size_t folder_length;
static int record = -1;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void start(void)
{
    const char *where = getenv("RECORDED_FOLDER"), *to = getenv("RECORD");
    if (!where || !to || strlen(where) >= LONGEST)
        return;
    strcpy(folder, where);
    folder_length = strlen(folder);
    record = REAL(open)(to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void note(char operation, const char *name, int64_t offset, const void *data, int64_t length)
{
    uint16_t name_length = (uint16_t)strlen(name);
    char head[19];
    memcpy(head, &operation, 1);
    memcpy(head + 1, &name_length, 2);
    memcpy(head + 3, &offset, 8);
    memcpy(head + 11, &length, 8);
    struct iovec parts[3] = {{head, sizeof head}, {(void *)name, name_length}, {(void *)data, (size_t)length}};
    if (writev(record, parts, 3) != (ssize_t)(sizeof head + name_length + (size_t)length))
        abort();
}

/* The name below the folder ("." for the folder itself), NULL for any other path. */
static const char *inside(const char *path)
{
    if (record < 0 || !path || strncmp(path, folder, folder_length))
        return NULL;
    path += folder_length;
    if (!*path)
        return ".";
    return *path == '/' && strlen(path) < LONGEST ? path + 1 : NULL;
}

static const char *name_of(int file)
{
    return record >= 0 && file >= 0 && file < MOST_FILES && names[file][0] ? names[file] : NULL;
}

/* As inside, for a path relative to the open folder `where`; the result is good until the next call of this thread. */
static const char *inside_at(int where, const char *path)
{
    static __thread char joined[2 * LONGEST];
    const char *base = name_of(where);
    if (!path || *path == '/' || !base)
        return inside(path);
    if (!strcmp(base, "."))
        return path;
    strcpy(joined, base);
    strcat(joined, "/");
    strncat(joined, path, LONGEST - 2);
    return joined;
}

static int opened(int file, const char *name, int flags, int was_there)
{
    if (file < 0 || file >= MOST_FILES || file == record)
        return file;
    names[file][0] = 0;
    if (!name || strlen(name) >= LONGEST)
        return file;
    strcpy(names[file], name);
    if (!was_there)
        note('c', name, 0, NULL, 0);
    else if (flags & O_TRUNC)
        note('t', name, 0, NULL, 0);
    return file;
}

#define MODE_ARGUMENT(flags, mode)            \
    mode_t mode = 0;                          \
    if ((flags) & O_CREAT) {                  \
        va_list rest;                         \
        va_start(rest, flags);                \
        mode = va_arg(rest, mode_t);          \
        va_end(rest);                         \
    }

#define OPEN(function)                                                                    \
    int function(const char *path, int flags, ...)                                        \
    {                                                                                     \
        MODE_ARGUMENT(flags, mode)                                                        \
        pthread_mutex_lock(&order);                                                       \
        int was_there = access(path, F_OK) == 0;                                          \
        int file = opened(REAL(function)(path, flags, mode), inside(path), flags, was_there); \
        pthread_mutex_unlock(&order);                                                     \
        return file;                                                                      \
    }
OPEN(open)
OPEN(open64)

#define OPEN_AT(function)                                                                 \
    int function(int where, const char *path, int flags, ...)                             \
    {                                                                                     \
        MODE_ARGUMENT(flags, mode)                                                        \
        pthread_mutex_lock(&order);                                                       \
        int was_there = faccessat(where, path, F_OK, 0) == 0;                             \
        const char *name = inside_at(where, path);                                        \
        int file = opened(REAL(function)(where, path, flags, mode), name, flags, was_there); \
        pthread_mutex_unlock(&order);                                                     \
        return file;                                                                      \
    }
OPEN_AT(openat)
OPEN_AT(openat64)

int close(int file)
{
    if (file == record)
        return 0;
    pthread_mutex_lock(&order);
    if (file >= 0 && file < MOST_FILES)
        names[file][0] = 0;
    int result = REAL(close)(file);
    pthread_mutex_unlock(&order);
    return result;
}

ssize_t write(int file, const void *data, size_t length)
{
    pthread_mutex_lock(&order);
    const char *name = name_of(file);
    ssize_t written = REAL(write)(file, data, length);
    if (name && written > 0) /* also right for O_APPEND: the place after writing is the end */
        note('w', name, lseek(file, 0, SEEK_CUR) - written, data, written);
    pthread_mutex_unlock(&order);
    return written;
}

#define WRITE_AT(function, offset_type)                                                   \
    ssize_t function(int file, const void *data, size_t length, offset_type offset)       \
    {                                                                                     \
        pthread_mutex_lock(&order);                                                       \
        ssize_t written = REAL(function)(file, data, length, offset);                     \
        if (name_of(file) && written > 0)                                                 \
            note('w', name_of(file), offset, data, written);                              \
        pthread_mutex_unlock(&order);                                                     \
        return written;                                                                   \
    }
WRITE_AT(pwrite, off_t)
WRITE_AT(pwrite64, off64_t)

#define SYNC(function)                                                                    \
    int function(int file)                                                                \
    {                                                                                     \
        pthread_mutex_lock(&order);                                                       \
        int result = REAL(function)(file);                                                \
        const char *name = name_of(file);                                                 \
        struct stat kind;                                                                 \
        if (name && result == 0 && fstat(file, &kind) == 0)                               \
            note(S_ISDIR(kind.st_mode) ? 'd' : 's', name, 0, NULL, 0);                    \
        pthread_mutex_unlock(&order);                                                     \
        return result;                                                                    \
    }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(function, size_type)                                                     \
    int function(int file, size_type size)                                                \
    {                                                                                     \
        pthread_mutex_lock(&order);                                                       \
        int result = REAL(function)(file, size);                                          \
        if (name_of(file) && result == 0)                                                 \
            note('t', name_of(file), size, NULL, 0);                                      \
        pthread_mutex_unlock(&order);                                                     \
        return result;                                                                    \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define BY_NAME(function, parameters, arguments, operation, name)                          \
    int function parameters                                                               \
    {                                                                                     \
        pthread_mutex_lock(&order);                                                       \
        int result = REAL(function) arguments;                                            \
        if (result == 0 && name)                                                          \
            note(operation, name, 0, NULL, 0);                                            \
        pthread_mutex_unlock(&order);                                                     \
        return result;                                                                    \
    }
BY_NAME(unlink, (const char *path), (path), 'u', inside(path))
BY_NAME(rmdir, (const char *path), (path), 'u', inside(path))
BY_NAME(unlinkat, (int where, const char *path, int flags), (where, path, flags), 'u', inside_at(where, path))
BY_NAME(mkdir, (const char *path, mode_t mode), (path, mode), 'm', inside(path))
BY_NAME(mkdirat, (int where, const char *path, mode_t mode), (where, path, mode), 'm', inside_at(where, path))

int rename(const char *from, const char *to)
{
    pthread_mutex_lock(&order);
    int result = REAL(rename)(from, to);
    const char *old = inside(from), *new = inside(to);
    if (result == 0 && old && new)
        note('r', old, 0, new, (int64_t)strlen(new));
    else if (result == 0 && (old || new))
        note('x', "rename", 0, NULL, 0);
    pthread_mutex_unlock(&order);
    return result;
}

/* Copies inside the kernel would pass unseen; refused at their first call, programs fall back to write. */
ssize_t sendfile(int to, int from, off_t *offset, size_t length)
{
    (void)to, (void)from, (void)offset, (void)length;
    errno = EINVAL;
    return -1;
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t length)
{
    (void)to, (void)from, (void)offset, (void)length;
    errno = EINVAL;
    return -1;
}
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there, size_t length, unsigned flags)
{
    (void)from, (void)at, (void)to, (void)there, (void)length, (void)flags;
    errno = EINVAL;
    return -1;
}

/* Not followed: each would make the recording incomplete. */
#define NOT_FOLLOWED(function, parameters, arguments, touches)                            \
    int function parameters                                                               \
    {                                                                                     \
        if (touches)                                                                      \
            note('x', #function, 0, NULL, 0);                                             \
        return REAL(function) arguments;                                                  \
    }
NOT_FOLLOWED(link, (const char *from, const char *to), (from, to), inside(from) || inside(to))
NOT_FOLLOWED(truncate, (const char *path, off_t size), (path, size), inside(path))
NOT_FOLLOWED(renameat, (int a, const char *from, int b, const char *to), (a, from, b, to),
             inside_at(a, from) || inside_at(b, to))
NOT_FOLLOWED(fallocate, (int file, int mode, off_t at, off_t length), (file, mode, at, length), name_of(file) != NULL)
NOT_FOLLOWED(posix_fallocate, (int file, off_t at, off_t length), (file, at, length), name_of(file) != NULL)

ssize_t writev(int file, const struct iovec *parts, int count)
{
    if (name_of(file))
        note('x', "writev", 0, NULL, 0);
    return REAL(writev)(file, parts, count);
}
