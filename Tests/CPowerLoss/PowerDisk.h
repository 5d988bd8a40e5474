/// The disk as its VFS sees it. Every function here is called with the lock held.
#pragma once

#include "CPowerLoss.h"

#include <pthread.h>

/// A write, or with `bytes` NULL a truncation to `offset`, that no sync has forced to the disk.
typedef struct PowerWrite {
    int64_t offset;
    int64_t length;
    unsigned char *bytes;
    struct PowerWrite *next;
} PowerWrite;

/// The content of a file, whatever its name.
typedef struct PowerContent {
    unsigned char *bytes;
    int64_t size;
    PowerWrite *first;
    PowerWrite *last;
    /// Whether the next sync of it also forces the names in the folder to the disk, as SQLite does for new journals.
    bool syncsFolder;
    struct PowerContent *next;
} PowerContent;

/// A name in the folder; a name without content is removed. The newest comes last and hides those before it.
typedef struct PowerName {
    char *path;
    PowerContent *content;
    bool isDurable;
    struct PowerName *next;
} PowerName;

struct PowerDisk {
    char *folder;
    PowerName *names;
    PowerContent *contents;
    int64_t operations;
    int64_t armed;
    int openFiles;
    bool isOff;
    bool ignoresSyncs;
    struct PowerDisk *next;
};

extern pthread_mutex_t power_lock;

/// The disk of a path, or NULL.
PowerDisk *power_disk_of(const char *path);

/// Counts an operation; false if the power is off or goes with it.
bool power_disk_step(PowerDisk *disk);

/// The content that a path names now, read from the folder if the disk has not seen it; NULL if there is none.
PowerContent *power_disk_lookup(PowerDisk *disk, const char *path);

/// A new empty file.
PowerContent *power_disk_make(PowerDisk *disk, const char *path);

/// The path names nothing any more.
bool power_disk_remove(PowerDisk *disk, const char *path);

/// Every name in the folder is as it is now.
void power_disk_sync_names(PowerDisk *disk);

/// Remembers a write, or with `bytes` NULL a truncation.
bool power_content_write(PowerContent *content, const void *bytes, int64_t offset, int64_t length);

/// What was written is forced to the disk.
bool power_content_sync(PowerContent *content);

/// Changes what is on the disk by some of the writes that were not forced to it, and forgets the others.
bool power_content_tear(PowerContent *content, enum PowerTearing tearing, uint64_t *random);

/// The next number of a generator (SplitMix64).
uint64_t power_random(uint64_t *state);
