#include "PowerDisk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

pthread_mutex_t power_lock = PTHREAD_MUTEX_INITIALIZER;
static PowerDisk *disks;

PowerDisk *power_disk_of(const char *path) {
    for (PowerDisk *disk = disks; path && disk; disk = disk->next) {
        size_t length = strlen(disk->folder);
        if (strncmp(path, disk->folder, length) == 0 && path[length] == '/') return disk;
    }
    return NULL;
}

bool power_disk_step(PowerDisk *disk) {
    if (disk->isOff) return false;
    disk->operations++;
    if (disk->operations == disk->armed) disk->isOff = true;
    return !disk->isOff;
}

static PowerContent *new_content(PowerDisk *disk, const char *path, bool isDurable) {
    PowerContent *content = calloc(1, sizeof *content);
    PowerName *name = calloc(1, sizeof *name);
    char *copy = strdup(path);
    if (!content || !name || !copy) {
        free(content);
        free(name);
        free(copy);
        return NULL;
    }
    content->next = disk->contents;
    disk->contents = content;
    *name = (PowerName){.path = copy, .content = content, .isDurable = isDurable};
    PowerName **end = &disk->names;
    while (*end) end = &(*end)->next;
    *end = name;
    return content;
}

static PowerName *name_of(PowerDisk *disk, const char *path) {
    PowerName *found = NULL;
    for (PowerName *name = disk->names; name; name = name->next) {
        if (strcmp(name->path, path) == 0) found = name;
    }
    return found;
}

/// Takes over a file that was in the folder before the disk.
static PowerContent *adopt(PowerDisk *disk, const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    PowerContent *content = new_content(disk, path, true);
    unsigned char buffer[65536];
    size_t count;
    while (content && (count = fread(buffer, 1, sizeof buffer, file)) > 0) {
        if (!power_content_write(content, buffer, content->size, (int64_t)count)) content = NULL;
        else if (!power_content_sync(content)) content = NULL;
    }
    fclose(file);
    return content;
}

PowerContent *power_disk_lookup(PowerDisk *disk, const char *path) {
    PowerName *name = name_of(disk, path);
    return name ? name->content : adopt(disk, path);
}

PowerContent *power_disk_make(PowerDisk *disk, const char *path) {
    return new_content(disk, path, false);
}

bool power_disk_remove(PowerDisk *disk, const char *path) {
    PowerContent *present = power_disk_lookup(disk, path);
    if (!present) return true;
    // The new name's empty content is never used.
    PowerContent *content = new_content(disk, path, false);
    if (!content) return false;
    name_of(disk, path)->content = NULL;
    return true;
}

void power_disk_sync_names(PowerDisk *disk) {
    for (PowerName *name = disk->names; name; name = name->next) name->isDurable = true;
}

// MARK: - What a test does with a disk

PowerDisk *power_disk_create(const char *folder) {
    PowerDisk *disk = calloc(1, sizeof *disk);
    char *copy = strdup(folder);
    if (!disk || !copy) {
        free(disk);
        free(copy);
        return NULL;
    }
    disk->folder = copy;
    pthread_mutex_lock(&power_lock);
    disk->next = disks;
    disks = disk;
    pthread_mutex_unlock(&power_lock);
    return disk;
}

static void free_names(PowerDisk *disk) {
    for (PowerName *name = disk->names, *next; name; name = next) {
        next = name->next;
        free(name->path);
        free(name);
    }
    disk->names = NULL;
}

static void free_contents(PowerDisk *disk) {
    uint64_t unused = 0;
    for (PowerContent *content = disk->contents, *next; content; content = next) {
        next = content->next;
        power_content_tear(content, PowerTearingDropped, &unused);
        free(content->bytes);
        free(content);
    }
    disk->contents = NULL;
}

void power_disk_free(PowerDisk *disk) {
    pthread_mutex_lock(&power_lock);
    for (PowerDisk **link = &disks; *link; link = &(*link)->next) {
        if (*link != disk) continue;
        *link = disk->next;
        break;
    }
    pthread_mutex_unlock(&power_lock);
    free_names(disk);
    free_contents(disk);
    free(disk->folder);
    free(disk);
}

void power_disk_arm(PowerDisk *disk, int64_t operation) {
    pthread_mutex_lock(&power_lock);
    disk->operations = 0;
    disk->armed = operation;
    pthread_mutex_unlock(&power_lock);
}

int64_t power_disk_operations(PowerDisk *disk) {
    pthread_mutex_lock(&power_lock);
    int64_t operations = disk->operations;
    pthread_mutex_unlock(&power_lock);
    return operations;
}

void power_disk_ignore_syncs(PowerDisk *disk, bool ignores) {
    pthread_mutex_lock(&power_lock);
    disk->ignoresSyncs = ignores;
    pthread_mutex_unlock(&power_lock);
}

bool power_disk_is_on(PowerDisk *disk) {
    pthread_mutex_lock(&power_lock);
    bool isOn = !disk->isOff;
    pthread_mutex_unlock(&power_lock);
    return isOn;
}

void power_disk_cut(PowerDisk *disk) {
    pthread_mutex_lock(&power_lock);
    disk->isOff = true;
    pthread_mutex_unlock(&power_lock);
}

/// Changes of names reach the disk in their order; those from a random one on are lost.
static void tear_names(PowerDisk *disk, enum PowerTearing tearing, uint64_t *random) {
    uint64_t pending = 0;
    for (PowerName *name = disk->names; name; name = name->next) pending += !name->isDurable;
    uint64_t kept = power_random(random) % (pending + 1);
    if (tearing == PowerTearingDropped) kept = 0;
    if (tearing == PowerTearingKept) kept = pending;
    for (PowerName **link = &disk->names; *link;) {
        PowerName *name = *link;
        if (name->isDurable || kept > 0) {
            kept -= !name->isDurable;
            name->isDurable = true;
            link = &name->next;
        } else {
            *link = name->next;
            free(name->path);
            free(name);
        }
    }
}

static bool write_file(const char *path, const PowerContent *content) {
    FILE *file = fopen(path, "wb");
    if (!file) return false;
    bool isWhole = fwrite(content->bytes, 1, (size_t)content->size, file) == (size_t)content->size;
    return fclose(file) == 0 && isWhole;
}

/// The index of a WAL is memory that is shared, not a file that survives.
static void remove_index(const char *path) {
    size_t length = strlen(path) + sizeof "-shm";
    char *index = malloc(length);
    if (!index) return;
    snprintf(index, length, "%s-shm", path);
    unlink(index);
    free(index);
}

bool power_disk_restore(PowerDisk *disk, enum PowerTearing tearing, uint64_t seed) {
    pthread_mutex_lock(&power_lock);
    bool isWhole = disk->openFiles == 0;
    if (isWhole) {
        uint64_t random = seed;
        for (PowerName *name = disk->names; name; name = name->next) {
            unlink(name->path);
            remove_index(name->path);
        }
        tear_names(disk, tearing, &random);
        for (PowerContent *content = disk->contents; content && isWhole; content = content->next) {
            isWhole = power_content_tear(content, tearing, &random);
        }
        for (PowerName *name = disk->names; name && isWhole; name = name->next) {
            if (name_of(disk, name->path) != name || !name->content) continue;
            isWhole = write_file(name->path, name->content);
        }
        // What is in the folder now is read anew.
        free_names(disk);
        free_contents(disk);
        disk->operations = disk->armed = 0;
        disk->isOff = false;
    }
    pthread_mutex_unlock(&power_lock);
    return isWhole;
}
