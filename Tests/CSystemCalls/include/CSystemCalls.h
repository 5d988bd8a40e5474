/// System calls that fail or end the process, for tests alone: as on file systems that lack them, and as in a crash.
#pragma once

#include <stdbool.h>

/// A system call that changes names of files.
enum NameCall { NameCallLink, NameCallUnlink, NameCallRename };

/// From now on this process cannot rename exclusively, as on NFS; whether that could be brought about.
bool calls_refuse_exclusive_rename(void);

/// From now on this process ends where it would make the call; whether that could be brought about.
bool calls_end_process_at(enum NameCall call);
