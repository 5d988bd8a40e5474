#include "PowerDisk.h"

#include <sqlite3.h>
#include <stddef.h>

/// A file of a disk; the file of SQLite's own VFS, which does the work, lies behind it.
typedef struct PowerFile {
    sqlite3_file base;
    PowerDisk *disk;
    PowerContent *content;
} PowerFile;

static sqlite3_vfs vfs;
static sqlite3_vfs *below;

static sqlite3_file *real(sqlite3_file *file) {
    return (sqlite3_file *)((PowerFile *)file + 1);
}

/// Whether the power is on.
static bool is_on(sqlite3_file *file) {
    return power_disk_is_on(((PowerFile *)file)->disk);
}

static int file_close(sqlite3_file *file) {
    PowerFile *mine = (PowerFile *)file;
    int result = real(file)->pMethods->xClose(real(file));
    pthread_mutex_lock(&power_lock);
    mine->disk->openFiles--;
    pthread_mutex_unlock(&power_lock);
    return result;
}

static int file_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    return is_on(file) ? real(file)->pMethods->xRead(real(file), bytes, count, offset) : SQLITE_IOERR_READ;
}

static int file_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    PowerFile *mine = (PowerFile *)file;
    pthread_mutex_lock(&power_lock);
    bool wasOn = !mine->disk->isOff;
    bool isOn = power_disk_step(mine->disk);
    // The write with which the power goes may still arrive.
    bool isKept = !wasOn || power_content_write(mine->content, bytes, offset, count);
    pthread_mutex_unlock(&power_lock);
    if (!isOn || !isKept) return SQLITE_IOERR_WRITE;
    return real(file)->pMethods->xWrite(real(file), bytes, count, offset);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
    PowerFile *mine = (PowerFile *)file;
    pthread_mutex_lock(&power_lock);
    bool wasOn = !mine->disk->isOff;
    bool isOn = power_disk_step(mine->disk);
    bool isKept = !wasOn || power_content_write(mine->content, NULL, size, 0);
    pthread_mutex_unlock(&power_lock);
    if (!isOn || !isKept) return SQLITE_IOERR_TRUNCATE;
    return real(file)->pMethods->xTruncate(real(file), size);
}

static int file_sync(sqlite3_file *file, int flags) {
    (void)flags;
    PowerFile *mine = (PowerFile *)file;
    pthread_mutex_lock(&power_lock);
    bool isWhole = power_disk_step(mine->disk);
    if (isWhole && !mine->disk->ignoresSyncs) {
        isWhole = power_content_sync(mine->content);
        if (mine->content->syncsFolder) power_disk_sync_names(mine->disk);
        mine->content->syncsFolder = false;
    }
    pthread_mutex_unlock(&power_lock);
    return isWhole ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    return is_on(file) ? real(file)->pMethods->xFileSize(real(file), size) : SQLITE_IOERR_FSTAT;
}

static int file_lock(sqlite3_file *file, int level) {
    return is_on(file) ? real(file)->pMethods->xLock(real(file), level) : SQLITE_IOERR_LOCK;
}

static int file_unlock(sqlite3_file *file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}

static int file_reserved(sqlite3_file *file, int *isReserved) {
    return is_on(file) ? real(file)->pMethods->xCheckReservedLock(real(file), isReserved)
                       : SQLITE_IOERR_CHECKRESERVEDLOCK;
}

static int file_control(sqlite3_file *file, int operation, void *argument) {
    // A file that grew ahead of its writes would be more than the disk knows of.
    if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_OK;
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

static int file_sector_size(sqlite3_file *file) {
    return real(file)->pMethods->xSectorSize(real(file));
}

static int file_characteristics(sqlite3_file *file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
    return is_on(file) ? real(file)->pMethods->xShmMap(real(file), page, size, extend, memory) : SQLITE_IOERR_SHMMAP;
}

static int shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    bool isAllowed = is_on(file) || flags & SQLITE_SHM_UNLOCK;
    return isAllowed ? real(file)->pMethods->xShmLock(real(file), offset, count, flags) : SQLITE_IOERR_SHMLOCK;
}

static void shm_barrier(sqlite3_file *file) {
    real(file)->pMethods->xShmBarrier(real(file));
}

static int shm_unmap(sqlite3_file *file, int isRemoved) {
    return real(file)->pMethods->xShmUnmap(real(file), isRemoved && is_on(file));
}

/// Version 2: no memory-mapped reading, which would pass the disk by.
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
};

static int vfs_open(sqlite3_vfs *self, const char *path, sqlite3_file *file, int flags, int *outcome) {
    (void)self;
    PowerFile *mine = (PowerFile *)file;
    file->pMethods = NULL;
    pthread_mutex_lock(&power_lock);
    PowerDisk *disk = power_disk_of(path);
    if (!disk) {
        pthread_mutex_unlock(&power_lock);
        return below->xOpen(below, path, file, flags, outcome);
    }
    // Opened under the lock, so that no other connection sees the file before the disk knows it.
    int result = disk->isOff ? SQLITE_CANTOPEN : SQLITE_OK;
    PowerContent *content = result == SQLITE_OK ? power_disk_lookup(disk, path) : NULL;
    bool isNew = !content && flags & SQLITE_OPEN_CREATE;
    if (result == SQLITE_OK && isNew && !power_disk_step(disk)) result = SQLITE_CANTOPEN;
    if (result == SQLITE_OK) result = below->xOpen(below, path, real(file), flags, outcome);
    if (result == SQLITE_OK && isNew) {
        content = power_disk_make(disk, path);
        int journals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
        if (content) content->syncsFolder = flags & journals;
    }
    if (result == SQLITE_OK && !content) {
        real(file)->pMethods->xClose(real(file));
        result = SQLITE_NOMEM;
    }
    if (result == SQLITE_OK) {
        disk->openFiles++;
        mine->disk = disk;
        mine->content = content;
        file->pMethods = &methods;
    }
    pthread_mutex_unlock(&power_lock);
    return result;
}

static int vfs_delete(sqlite3_vfs *self, const char *path, int syncsFolder) {
    (void)self;
    pthread_mutex_lock(&power_lock);
    PowerDisk *disk = power_disk_of(path);
    bool isAllowed = !disk || power_disk_step(disk);
    int result = SQLITE_IOERR_DELETE;
    if (isAllowed && disk && !power_disk_remove(disk, path)) result = SQLITE_IOERR_NOMEM;
    else if (isAllowed) result = below->xDelete(below, path, 0);
    if (result == SQLITE_OK && disk && syncsFolder && !disk->ignoresSyncs) power_disk_sync_names(disk);
    pthread_mutex_unlock(&power_lock);
    return result;
}

static int vfs_access(sqlite3_vfs *self, const char *path, int flags, int *answer) {
    (void)self;
    pthread_mutex_lock(&power_lock);
    PowerDisk *disk = power_disk_of(path);
    bool isOff = disk && disk->isOff;
    pthread_mutex_unlock(&power_lock);
    return isOff ? SQLITE_IOERR_ACCESS : below->xAccess(below, path, flags, answer);
}

static void install(void) {
    if (sqlite3_initialize() != SQLITE_OK || !(below = sqlite3_vfs_find(NULL))) return;
    vfs = *below;
    vfs.pNext = NULL;
    vfs.zName = "power";
    vfs.szOsFile = (int)sizeof(PowerFile) + below->szOsFile;
    vfs.xOpen = vfs_open;
    vfs.xDelete = vfs_delete;
    vfs.xAccess = vfs_access;
    sqlite3_vfs_register(&vfs, 1);
}

bool power_install(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
    return sqlite3_vfs_find(NULL) == &vfs;
}

int power_checkpoint(const char *path, int mode) {
    sqlite3 *connection = NULL;
    int result = sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE, NULL);
    if (result == SQLITE_OK) result = sqlite3_busy_timeout(connection, 5000);
    if (result == SQLITE_OK) result = sqlite3_exec(connection, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
    if (result == SQLITE_OK) result = sqlite3_wal_checkpoint_v2(connection, NULL, mode, NULL, NULL);
    sqlite3_close(connection);
    return result;
}
