/// A disk whose power can go: a VFS of SQLite that keeps apart what was forced to the disk and what was only written.
///
/// Files outside the folders of such disks are left to SQLite's own VFS. The method is that of SQLite's own crash tests
/// (https://www.sqlite.org/testing.html#crash_testing); the rules of the disk are those that SQLite assumes
/// (https://www.sqlite.org/atomiccommit.html, section 2).
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct PowerDisk PowerDisk;

/// What became of the writes that no sync had forced to the disk when the power went.
enum PowerTearing {
    /// None of them arrived.
    PowerTearingDropped,
    /// All of them arrived.
    PowerTearingKept,
    /// They arrived in order up to one that was torn at a sector.
    PowerTearingCutOff,
    /// Some arrived and some did not, whatever their order.
    PowerTearingReordered,
    /// Of each some sectors of 512 bytes arrived and some did not.
    PowerTearingSectors,
    /// They arrived in order up to one that left random bytes in some of its sectors.
    PowerTearingGarbage,
    /// Each file met another of these fates.
    PowerTearingMixed,
};

/// Makes this VFS SQLite's default.
///
/// Returns whether SQLite took it; calling it again changes nothing.
bool power_install(void);

/// A disk for the files of one folder, which is an absolute path; what is in the folder counts as forced to the disk.
///
/// Returns NULL if there is no memory.
PowerDisk *power_disk_create(const char *folder);

/// Forgets a disk; no file of it may be open.
void power_disk_free(PowerDisk *disk);

/// Lets the power go with the `operation`th write, sync, truncation, creation or removal from now on; 0 for never.
void power_disk_arm(PowerDisk *disk, int64_t operation);

/// How many such operations there were since the disk was armed.
int64_t power_disk_operations(PowerDisk *disk);

/// Makes the disk say that it has synced without doing it.
void power_disk_ignore_syncs(PowerDisk *disk, bool ignores);

/// Whether the power is on.
bool power_disk_is_on(PowerDisk *disk);

/// Lets the power go now: every operation fails from now on.
void power_disk_cut(PowerDisk *disk);

/// Puts into the folder what survived, and turns the power on.
///
/// Returns false, and changes nothing, if a file of the disk is still open; also if the folder cannot be written.
bool power_disk_restore(PowerDisk *disk, enum PowerTearing tearing, uint64_t seed);

/// Runs a checkpoint of the database as another user of it would: 0 passive, 1 full, 2 restart, 3 truncate.
///
/// Returns SQLite's result code.
int power_checkpoint(const char *path, int mode);
